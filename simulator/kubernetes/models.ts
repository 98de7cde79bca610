import { type Inputs, type Request, type ResourceModel, faultsOf } from "../model";
import { probePorts } from "./pods";

/** An address for load balancers, from the ranges that are set aside for documents (RFC 5737). */
const loadBalancerAddress = "203.0.113.20";

/** What an object's name must be: most are DNS subdomains, those that become part of a host name are DNS labels. */
const dnsSubdomain = /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/;
const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** RBAC's names are path segments, which may hold more. */
const roleName = /^[^/%]{1,253}$/;

const labelValue = /^(?:[a-zA-Z0-9](?:[-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)?$/;

function object(
  faults: (inputs: Inputs) => string[] = () => [],
  nameRule = dnsSubdomain,
  status?: (inputs: Inputs) => Inputs,
): ResourceModel {
  return {
    answer(request) {
      const metadata = metadataOf(request);
      const place = metadata["namespace"] === undefined ? "" : `${metadata["namespace"]}/`;
      return {
        id: `${place}${metadata["name"]}`,
        outputs: { metadata, ...(status && { status: status(request.inputs) }) },
      };
    },
    faults: (inputs, answer) => [...metadataFaults(answer.outputs["metadata"], nameRule), ...faults(inputs)],
  };
}

/** The provider makes up a name where there is none, as Azure's does. */
function metadataOf({ inputs, name, suffix }: Request): Inputs {
  return { name: `${name}-${suffix}`, ...inputs["metadata"] };
}

function metadataFaults({ name, labels = {} }: Inputs, nameRule: RegExp): string[] {
  const bad = Object.entries(labels as Record<string, string>).filter(([, value]) => !labelValue.test(value));
  return [
    ...faultsOf([
      !nameRule.test(name),
      `Kubernetes takes no such name: ${JSON.stringify(name)} does not match ${nameRule}`,
    ]),
    ...bad.map(([key, value]) => `the label ${key} has the value ${JSON.stringify(value)}, which Kubernetes takes not`),
  ];
}

export const kubernetesModels: Record<string, ResourceModel> = {
  "pulumi:providers:kubernetes": {
    answer: ({ name }) => ({ id: name, outputs: {} }),
    faults: ({ kubeconfig, clusterIdentifier }) =>
      faultsOf(
        [!String(kubeconfig).includes("clusters:"), "its kubeconfig names no cluster"],
        [
          clusterIdentifier === undefined,
          "without clusterIdentifier new credentials would replace everything on the cluster",
        ],
      ),
  },
  "kubernetes:core/v1:Namespace": object(undefined, dnsLabel),
  "kubernetes:core/v1:ServiceAccount": object(),
  "kubernetes:core/v1:Service": object(serviceFaults, dnsLabel, serviceStatus),
  "kubernetes:apps/v1:Deployment": object(deploymentFaults),
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": object(),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": object(ruleFaults, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": object(undefined, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:Role": object(ruleFaults, roleName),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": object(undefined, roleName),
  "kubernetes:policy/v1:PodDisruptionBudget": object(({ spec }) =>
    faultsOf([
      (spec["minAvailable"] === undefined) === (spec["maxUnavailable"] === undefined),
      "a disruption budget has either minAvailable or maxUnavailable",
    ]),
  ),
};

function ruleFaults({ rules = [] }: Inputs): string[] {
  return (rules as Inputs[])
    .filter((rule) => !["apiGroups", "resources", "verbs"].every((key) => rule[key]?.length > 0))
    .map((rule) => `the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`);
}

function serviceStatus({ spec }: Inputs): Inputs {
  return spec["type"] === "LoadBalancer"
    ? { loadBalancer: { ingress: [{ ip: loadBalancerAddress }] } }
    : { loadBalancer: {} };
}

function serviceFaults({ spec }: Inputs): string[] {
  const ports: Inputs[] = spec["ports"] ?? [];
  return faultsOf(
    [ports.length === 0, "a Service has at least one port"],
    [ports.length > 1 && ports.some((port) => port["name"] === undefined), "of several ports each needs a name"],
  );
}

function deploymentFaults({ spec }: Inputs): string[] {
  const podLabels: Inputs = spec["template"]?.["metadata"]?.["labels"] ?? {};
  const selector: Inputs = spec["selector"]?.["matchLabels"] ?? {};
  const pod: Inputs = spec["template"]?.["spec"] ?? {};
  const mismatched = Object.entries(selector).filter(([key, value]) => podLabels[key] !== value);
  return [
    ...faultsOf([Object.keys(selector).length === 0, "a Deployment needs a selector"]),
    ...mismatched.map(
      ([key, value]) => `its selector wants ${key}=${value}, and its pods have ${podLabels[key] ?? "no such label"}`,
    ),
    ...((pod["containers"] ?? []) as Inputs[]).flatMap(containerFaults),
    ...((pod["topologySpreadConstraints"] ?? []) as Inputs[])
      .filter((spread) => !labelsMatch(spread["labelSelector"]?.["matchLabels"] ?? {}, podLabels))
      .map((spread) => `the spread over ${spread["topologyKey"]} does not count the Deployment's own pods`),
  ];
}

function containerFaults(container: Inputs): string[] {
  const ports: Inputs[] = container["ports"] ?? [];
  return probePorts(container)
    .filter((port) => !ports.some((own) => own["name"] === port || own["containerPort"] === port))
    .map((port) => `a probe of container ${container["name"]} asks port ${port}, which the container does not have`);
}

export function labelsMatch(selector: Inputs, labels: Inputs): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
