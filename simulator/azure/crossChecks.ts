import { type Fault, type Inputs, type SimulatedResource, duplicatesBy } from "../model";
import { builtInRoles, clientConfig } from "./authorization";
import { sameId } from "./arm";
import { windowsUnderCilium } from "./containerservice";
import { registryTokenFaults } from "./registryTokens";

const inGroup = /^\/subscriptions\/[^/]+\/resourceGroups\//i;

/** What Azure would refuse once it sees all resources together. */
export function azureFaults(resources: readonly SimulatedResource[]): Fault[] {
  const ofAzure = resources.filter(({ type }) => type.startsWith("azure-native:"));
  const assignments = ofAzure.filter(({ type }) => type === "azure-native:authorization:RoleAssignment");
  return [
    ...missingReferences(resources),
    ...sharedIds(ofAzure),
    ...unknownPrincipals(assignments, ofAzure),
    ...repeatedAssignments(assignments),
    ...unassignableRoles(assignments, ofAzure),
    ...danglingCalls(ofAzure),
    ...windowsPools(ofAzure),
    ...registryTokenFaults(ofAzure),
  ];
}

/** A resource id in an input, and that of what a resource stands in, must be one of the lab. */
function missingReferences(resources: readonly SimulatedResource[]): Fault[] {
  const ids = new Set(resources.flatMap(idsOf).map((id) => id.toLowerCase()));
  return resources.flatMap((resource) =>
    [...new Set([...texts(resource.inputs), containerOf(resource.id)])]
      .filter((text) => inGroup.test(`${text}/`) && !ids.has(text.toLowerCase()))
      .map((text) => ({ resource, message: `it refers to ${text}, which the lab does not have` })),
  );
}

/** The ids by which others can refer to a resource: its own, and a virtual network's also those of its subnets. */
function idsOf({ type, id, state }: SimulatedResource): string[] {
  const subnets = type === "azure-native:network:VirtualNetwork" ? (state["subnets"] as Inputs[]) : [];
  return [id, ...subnets.map((subnet) => subnet["id"] as string)];
}

/** The id of what a resource stands in: a node pool's cluster, a role assignment's scope, or else the resource group. */
function containerOf(id: string): string {
  return id.replace(/(?:\/providers\/[^/]+)?\/[^/]+\/[^/]+$/, "");
}

function sharedIds(resources: readonly SimulatedResource[]): Fault[] {
  // What the simulator has no model of has no id of Azure's form.
  const identified = resources.filter(({ id }) => id.startsWith("/subscriptions/"));
  return duplicatesBy(identified, ({ id }) => id.toLowerCase()).map(({ resource, first }) => ({
    resource,
    message: `${first.name} has the same type, resource group and name: ${resource.id}`,
  }));
}

/** A role assignment to anything but a principal's object id is taken, and then never helps. */
function unknownPrincipals(
  assignments: readonly SimulatedResource[],
  resources: readonly SimulatedResource[],
): Fault[] {
  const objectIds = [...resources.flatMap(objectIdsOf), clientConfig()["objectId"] as string];
  return assignments
    .filter(({ inputs }) => !objectIds.includes(String(inputs["principalId"]).toLowerCase()))
    .map((resource) => ({
      resource,
      message: `principalId ${resource.inputs["principalId"]} is not the object id of an identity of the lab`,
    }));
}

function objectIdsOf({ state }: SimulatedResource): string[] {
  return [
    state["identity"]?.["principalId"] as string,
    ...Object.values<Inputs>(state["identityProfile"] ?? {}).map((identity) => identity["objectId"] as string),
  ];
}

function repeatedAssignments(assignments: readonly SimulatedResource[]): Fault[] {
  const right = ({ inputs: { scope, roleDefinitionId, principalId } }: SimulatedResource) =>
    [scope, roleDefinitionId, principalId].join(" ").toLowerCase();
  return duplicatesBy(assignments, right).map(({ resource, first }) => ({
    resource,
    message: `${first.name} gives the same role to the same principal for the same scope`,
  }));
}

/** A role is built in, or it is one of the lab's own and assigned where it can be. */
function unassignableRoles(
  assignments: readonly SimulatedResource[],
  resources: readonly SimulatedResource[],
): Fault[] {
  const own = resources.filter(({ type }) => type === "azure-native:authorization:RoleDefinition");
  return assignments.flatMap((resource) => {
    const { roleDefinitionId, scope } = resource.inputs;
    const role = String(roleDefinitionId).split("/").at(-1)!.toLowerCase();
    if (Object.hasOwn(builtInRoles, role)) return [];
    const definition = own.find(({ id }) => sameId(id.split("/").at(-1)!, role));
    if (!definition) return [{ resource, message: `no role that the lab gives away has the id ${role}` }];
    const scopes = definition.inputs["assignableScopes"] as string[];
    return scopes.some((assignable) => `${scope}/`.toLowerCase().startsWith(`${assignable}/`.toLowerCase()))
      ? []
      : [{ resource, message: `the role ${definition.name} cannot be assigned in ${scope}` }];
  });
}

/** What a Logic App calls, it calls of a resource of the lab, or it would find nothing each time. */
function danglingCalls(resources: readonly SimulatedResource[]): Fault[] {
  const ids = new Set(resources.map(({ id }) => id.toLowerCase()));
  return resources
    .filter(({ type }) => type === "azure-native:logic:Workflow")
    .flatMap((resource) =>
      texts(resource.inputs["definition"])
        .flatMap((text) => /^https:\/\/management\.azure\.com(\/subscriptions\/[^?]*)/.exec(text)?.[1] ?? [])
        .filter((path) => ![path, path.replace(/\/[^/]+$/, "")].some((id) => ids.has(id.toLowerCase())))
        .map((path) => ({ resource, message: `it calls ${path}, which the lab does not have` })),
    );
}

/** A pool that is part of its cluster's own description is judged there. */
function windowsPools(resources: readonly SimulatedResource[]): Fault[] {
  const clusterOf = (pool: SimulatedResource) => resources.find(({ id }) => sameId(id, containerOf(pool.id)));
  return resources
    .filter(
      (resource) =>
        resource.type === "azure-native:containerservice:AgentPool" &&
        resource.inputs["osType"] === "Windows" &&
        clusterOf(resource)?.inputs["networkProfile"]?.["networkDataplane"] === "cilium",
    )
    .map((resource) => ({ resource, message: windowsUnderCilium }));
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
