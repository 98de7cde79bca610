import type * as authorization from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Milliseconds after which every part of Azure knows a new role. Until then an assignment may be refused with
 * RoleDefinitionDoesNotExist (Azure/azure-rest-api-specs #2135, Azure/azure-cli #20727: requests reach replicas that differ).
 */
const spreadMs = 120_000;

/** The role, once it is old enough to be assigned. A new lab's cluster takes longer; a lab that is up already waits for it. */
export function knownEverywhere(role: authorization.RoleDefinition): pulumi.Output<authorization.RoleDefinition> {
  return role.createdOn.apply(async (createdOn) => {
    await new Promise((resolve) => setTimeout(resolve, msUntilKnown(createdOn, Date.now())));
    return role;
  });
}

/** @param createdOn by Azure's clock, an instant; another clock may be wrong, so nobody waits longer than for a role of this moment */
export function msUntilKnown(createdOn: string | undefined, now: number): number {
  const age = now - Date.parse(createdOn ?? "");
  return Number.isNaN(age) ? 0 : Math.min(Math.max(spreadMs - age, 0), spreadMs);
}
