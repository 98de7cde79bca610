import type { Inputs, SimulatedResource } from "../model";
import { type ClusterObjects, namespaceOf } from "./objects";

/** Built-in roles for users. The names of those for the cluster's own parts start with `system:`. */
const builtInRoles = ["view", "edit", "admin", "cluster-admin"];

/** A role, a policy or an account that an object refers to. */
interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Kubernetes accepts a binding or a pod that refers to a missing role, policy or account; it then does not work. */
export function rightsFaults(resource: SimulatedResource, cluster: ClusterObjects): string[] {
  return referencesOf(resource)
    .filter((reference) => !isGiven(reference))
    .filter(({ kind, name, namespace }) => !cluster.has(kind, namespace, name))
    .map(
      ({ kind, name, namespace }) =>
        `it names the ${kind} ${name}, which the lab does not have in namespace ${namespace}`,
    );
}

function referencesOf(resource: SimulatedResource): Reference[] {
  const { roleRef, subjects = [], spec } = resource.inputs;
  const namespace = namespaceOf(resource);
  const account = spec?.["template"]?.["spec"]?.["serviceAccountName"] as string | undefined;
  const policy = spec?.["policyName"] as string | undefined;
  return [
    ...(roleRef === undefined ? [] : [{ kind: roleRef["kind"], name: roleRef["name"], namespace }]),
    ...(subjects as Inputs[]).filter(({ kind }) => kind === "ServiceAccount"),
    ...(policy === undefined ? [] : [{ kind: "ValidatingAdmissionPolicy", name: policy, namespace }]),
    ...(account === undefined ? [] : [{ kind: "ServiceAccount", name: account, namespace }]),
  ] as Reference[];
}

function isGiven({ kind, name }: Reference): boolean {
  if (kind === "ServiceAccount") return name === "default";
  return kind === "ClusterRole" && (builtInRoles.includes(name) || name.startsWith("system:"));
}
