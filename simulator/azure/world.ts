import type { Fault, Inputs, SimulatedResource } from "../model";

/** What Azure would refuse once it sees all resources together. */
export function azureFaults(resources: readonly SimulatedResource[]): Fault[] {
  return [...missingReferences(resources), ...unknownPrincipals(resources)];
}

/** A resource id in an input must be that of a resource of the lab, or of a part of one (a subnet, a role definition). */
function missingReferences(resources: readonly SimulatedResource[]): Fault[] {
  const ids = resources.map(({ id }) => id).filter((id) => id.startsWith("/subscriptions/"));
  const exists = (reference: string) => ids.some((id) => reference === id || reference.startsWith(`${id}/`));
  return resources.flatMap((resource) =>
    texts(resource.inputs)
      .filter((text) => /^\/subscriptions\/[^/]+\/resourceGroups\//.test(text) && !exists(text))
      .map((text) => ({ resource, message: `it refers to ${text}, which the lab does not have` })),
  );
}

/** A role assignment to anything but an identity's object id is taken, and then never helps. */
function unknownPrincipals(resources: readonly SimulatedResource[]): Fault[] {
  const objectIds = resources.flatMap(({ state }) => [
    state["identity"]?.["principalId"] as unknown,
    ...Object.values<Inputs>(state["identityProfile"] ?? {}).map((identity) => identity["objectId"] as unknown),
  ]);
  return resources
    .filter(
      ({ type, inputs }) =>
        type === "azure-native:authorization:RoleAssignment" && !objectIds.includes(inputs["principalId"]),
    )
    .map((resource) => ({
      resource,
      message: `principalId ${resource.inputs["principalId"]} is not the object id of an identity of the lab`,
    }));
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
