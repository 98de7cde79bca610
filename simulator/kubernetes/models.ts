import { isMap, parseDocument } from "yaml";
import { type Inputs, type Request, type ResourceModel, faultsOf } from "../model";
import { deploymentFaults } from "./apps";
import { dnsLabel, dnsSubdomain, metadataFaults, roleName } from "./names";
import { admissionPolicyFaults, policyFaults } from "./networking";
import { limitRangeFaults, quotaFaults } from "./quotas";
import { serviceFaults, serviceStatus } from "./services";
import { tokenData, tokenFaults } from "./tokens";

function object(
  faults: (inputs: Inputs) => string[] = () => [],
  nameRule = dnsSubdomain,
  outputs: (request: Request) => Inputs = () => ({}),
): ResourceModel {
  return {
    create(request) {
      const metadata = metadataOf(request);
      const place = metadata["namespace"] === undefined ? "" : `${metadata["namespace"]}/`;
      return {
        id: `${place}${metadata["name"]}`,
        outputs: { metadata, ...outputs(request) },
      };
    },
    check: (inputs, answer) => [...metadataFaults(answer.outputs["metadata"], nameRule), ...faults(inputs)],
  };
}

/** Any object: what all of them share. */
export const genericObject: ResourceModel = object();

/** The provider makes up a name where there is none, as Azure's does. */
function metadataOf({ inputs, name, randomSuffix }: Request): Inputs {
  return { name: `${name}-${randomSuffix}`, ...inputs["metadata"] };
}

export const kubernetesModels: Record<string, ResourceModel> = {
  "pulumi:providers:kubernetes": {
    create: ({ name }) => ({ id: name, outputs: {} }),
    check: ({ kubeconfig, context, clusterIdentifier }) =>
      faultsOf(
        [!context && !namesCluster(kubeconfig), "its kubeconfig names no cluster"],
        [
          clusterIdentifier === undefined,
          "without clusterIdentifier new credentials would replace everything on the cluster",
        ],
      ),
  },
  "kubernetes:core/v1:Namespace": object(undefined, dnsLabel),
  "kubernetes:core/v1:ServiceAccount": object(),
  "kubernetes:core/v1:Service": object(serviceFaults, dnsLabel, (request) => ({ status: serviceStatus(request) })),
  "kubernetes:core/v1:Secret": object(tokenFaults, dnsSubdomain, tokenData),
  "kubernetes:core/v1:ResourceQuota": object(quotaFaults),
  "kubernetes:core/v1:LimitRange": object(limitRangeFaults),
  "kubernetes:apps/v1:Deployment": object(deploymentFaults),
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": object(policyFaults),
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": object(admissionPolicyFaults),
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": object(),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": object(ruleFaults, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": object(undefined, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:Role": object(ruleFaults, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": object(undefined, roleName),
  "kubernetes:policy/v1:PodDisruptionBudget": object(({ spec = {} }) =>
    faultsOf([
      (spec["minAvailable"] === undefined) === (spec["maxUnavailable"] === undefined),
      "a disruption budget has either minAvailable or maxUnavailable",
    ]),
  ),
};

/** A path names none: which cluster that is, today's current context would decide. */
function namesCluster(kubeconfig: unknown): boolean {
  const document = parseDocument(String(kubeconfig));
  return isMap(document.contents) && document.has("clusters");
}

/** A rule about paths, such as `/metrics`, names neither groups nor resources. */
function ruleFaults({ rules = [] }: Inputs): string[] {
  const has = (rule: Inputs, key: string) => rule[key]?.length > 0;
  return (rules as Inputs[])
    .filter(
      (rule) =>
        !has(rule, "verbs") || !(has(rule, "nonResourceURLs") || (has(rule, "apiGroups") && has(rule, "resources"))),
    )
    .map((rule) => `the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`);
}
