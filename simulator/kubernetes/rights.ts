import type { Inputs, SimulatedResource } from "../model";
import { nameOf, namespaceOf } from "./objects";

/** Roles for people that every cluster has; those of its own parts are called `system:…`. */
const givenRoles = ["view", "edit", "admin", "cluster-admin"];

/** A role or an account that something names. */
interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/**
 * A binding or a pod that names a role or an account that is not there is taken, and then has no rights.
 *
 * @param objects All objects on the same cluster.
 */
export function rightsFaults(resource: SimulatedResource, objects: readonly SimulatedResource[]): string[] {
  return referencesOf(resource)
    .filter((reference) => !isGiven(reference) && !objects.some((object) => isMeant(object, reference)))
    .map(
      ({ kind, name, namespace }) =>
        `it names the ${kind} ${name}, which the lab does not have in namespace ${namespace}`,
    );
}

function referencesOf(resource: SimulatedResource): Reference[] {
  const { roleRef, subjects = [], spec } = resource.inputs;
  const namespace = namespaceOf(resource);
  const account = spec?.["template"]?.["spec"]?.["serviceAccountName"] as string | undefined;
  return [
    ...(roleRef === undefined ? [] : [{ kind: roleRef["kind"], name: roleRef["name"], namespace }]),
    ...(subjects as Inputs[]).filter(({ kind }) => kind === "ServiceAccount"),
    ...(account === undefined ? [] : [{ kind: "ServiceAccount", name: account, namespace }]),
  ] as Reference[];
}

function isGiven({ kind, name }: Reference): boolean {
  if (kind === "ServiceAccount") return name === "default";
  return kind === "ClusterRole" && (givenRoles.includes(name) || name.startsWith("system:"));
}

function isMeant(object: SimulatedResource, { kind, name, namespace }: Reference): boolean {
  return (
    object.inputs["kind"] === kind &&
    nameOf(object) === name &&
    (kind === "ClusterRole" || namespaceOf(object) === namespace)
  );
}
