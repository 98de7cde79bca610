import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { studentLabel } from "../../../../facts/labels";
import type { Cluster } from "../../../target";
import { claimRules } from "./claims";
import { deleteRules } from "./deletes";
import { finalizerRules } from "./finalizers";
import { podRules } from "./pods";
import { type AdmissionRules, policySpec } from "./policy";
import { serviceRules } from "./services";
import { sizeRules } from "./sizes";

/** What the policies must know of a cluster. */
export type AdmissionSettings = Pick<Cluster, "takenLoadBalancerPorts" | "storageClasses">;

/** Rights say what students may create; these rules say what it may be. By the name that the policy has after `lab-students-`. */
export function admissionRules({ takenLoadBalancerPorts, storageClasses }: AdmissionSettings) {
  return {
    services: serviceRules(takenLoadBalancerPorts),
    pods: podRules,
    deletes: deleteRules,
    finalizers: finalizerRules,
    claims: claimRules(storageClasses),
    sizes: sizeRules,
  } satisfies Record<string, AdmissionRules>;
}

/**
 * Policies by which the API server refuses what could harm others, in every namespace with a student's label.
 *
 * @returns the policies' bindings: once they exist, the policies hold
 */
export function createAdmissionPolicies(
  name: string,
  settings: AdmissionSettings,
  clusterOpts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return Object.entries(admissionRules(settings)).map(([subject, rules]) =>
    createPolicy(name, subject, rules, clusterOpts),
  );
}

function createPolicy(name: string, subject: string, rules: AdmissionRules, clusterOpts: pulumi.CustomResourceOptions) {
  const admission = kubernetes.admissionregistration.v1;
  const metadata = { name: `lab-students-${subject}`, labels: { "app.kubernetes.io/part-of": "container-lab" } };
  const policy = new admission.ValidatingAdmissionPolicy(
    `${name}-${subject}`,
    { metadata, spec: policySpec(rules) },
    clusterOpts,
  );
  return new admission.ValidatingAdmissionPolicyBinding(
    `${name}-${subject}`,
    {
      metadata,
      spec: {
        policyName: policy.metadata.name,
        validationActions: ["Deny"],
        matchResources: { namespaceSelector: { matchExpressions: [{ key: studentLabel, operator: "Exists" }] } },
      },
    },
    clusterOpts,
  );
}
