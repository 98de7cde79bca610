import { apiVersions } from "../../facts/azure/apiVersions";
import type { Arm } from "../azure/arm";
import { isSame, isUnder } from "../azure/ids";
import { ArmRefusal } from "../azure/refusal";
import { CannotTell } from "../cannotTell";
import { type KnownLab, hasTagsOf, knownGroups } from "./lab";
import { type Group, assignmentShape, budgetShape, groupShape, identified, roleShape, vaultShape } from "./shapes";

/** What may be left of a lab: ids that are yet to be confirmed, since lists lag. */
export interface Candidates {
  readonly ids: readonly string[];
  /** Names of the lab's groups: its own, and those of its nodes. */
  readonly groups: readonly string[];
  /** What could not be asked, each in a sentence. */
  readonly unanswered: readonly string[];
  readonly notes: readonly string[];
}

/** Azure's own group in a region where anything has a network. */
const networkWatcher = "NetworkWatcherRG";

/**
 * Asks Azure for all that may be left of a lab: by tag, by group, by the ids in Pulumi's state, and what has no tags (roles, their
 * assignments, budgets, locks) by name, scope and definition. One list that is refused does not keep the others from being read.
 */
export async function findCandidates(arm: Arm, lab: KnownLab): Promise<Candidates> {
  const unanswered: string[] = [];
  const asked = async <T>(list: Promise<T[]>): Promise<T[]> =>
    list.catch((error: unknown) => {
      if (!(error instanceof CannotTell)) throw error;
      if (!isOfUnusedProvider(error)) unanswered.push(error.message);
      return [];
    });
  const all = await asked(
    arm.list({ path: `${arm.scope}/resourcegroups`, apiVersion: apiVersions.resources, shape: groupShape }),
  );
  const groups = groupsOf(lab, all);
  const ids = groups.map((name) => `${arm.scope}/resourceGroups/${name}`);
  const lists = await Promise.all([
    asked(byTag(arm, lab)),
    ...groups.map((group) => asked(inGroup(arm, group))),
    asked(withoutTags(arm, groups, lab)),
    asked(budgets(arm, groups)),
    asked(locks(arm, groups)),
    asked(deletedVaults(arm, lab, groups)),
  ]);
  return {
    ids: unique([...ids, ...lab.ids, ...lists.flat()]),
    groups,
    unanswered,
    notes: all.some(({ name }) => isSame(name, networkWatcher))
      ? [
          `${networkWatcher} is Azure's own: it makes that group once in a subscription, it costs nothing, and it is not counted.`,
        ]
      : [],
  };
}

/** A provider that the subscription never used has nothing. */
function isOfUnusedProvider(error: CannotTell): boolean {
  return error instanceof ArmRefusal && error.code === "MissingSubscriptionRegistration";
}

/** AKS names the nodes' group after the cluster's, gives it the cluster's tags, and is its manager (the name: azure-aks-docs, `faq.md`). */
function groupsOf(lab: KnownLab, all: readonly Group[]): string[] {
  const own = all.filter(({ tags }) => hasTagsOf(lab, tags)).map(({ name }) => name);
  const names = unique([...own, ...knownGroups(lab)]);
  const ofNodes = all.filter(({ name, managedBy }) =>
    names.some(
      (one) =>
        name.toLowerCase().startsWith(`mc_${one.toLowerCase()}_`) ||
        managedBy?.toLowerCase().includes(`/resourcegroups/${one.toLowerCase()}/`),
    ),
  );
  return unique([...names, ...ofNodes.map(({ name }) => name)]);
}

async function idsOf(
  arm: Arm,
  path: string,
  apiVersion: string,
  query: Record<string, string> = {},
): Promise<string[]> {
  return (await arm.list({ path, apiVersion, query, shape: identified })).map(({ id }) => id);
}

/** With a filter for a tag, the list leaves the tags out (Learn, "Resources - List"): they are read with each resource. */
function byTag(arm: Arm, { project }: KnownLab): Promise<string[]> {
  const filter = `tagName eq 'lab' and tagValue eq '${project.replaceAll("'", "''")}'`;
  return idsOf(arm, `${arm.scope}/resources`, apiVersions.resources, { $filter: filter });
}

function inGroup(arm: Arm, group: string): Promise<string[]> {
  const path = `${arm.scope}/resourceGroups/${group}/resources`;
  return idsOf(arm, path, apiVersions.resources).catch((error: unknown) => {
    if (error instanceof ArmRefusal && error.status === 404) return [];
    throw error;
  });
}

/** The name of a role of the curfew, with the group that it is for; see components/azure/costControls/curfew.ts. */
const roleName = /^Container lab (.+): (?:stop|start|delete)$/;

/** Roles of the curfew, and every assignment of them or in a group of the lab. Assignments come first: they hold the roles. */
async function withoutTags(arm: Arm, groups: readonly string[], lab: KnownLab): Promise<string[]> {
  const path = `${arm.scope}/providers/Microsoft.Authorization`;
  const [roles, assignments] = await Promise.all([
    arm.list({
      path: `${path}/roleDefinitions`,
      apiVersion: apiVersions.roleDefinitions,
      query: { $filter: "type eq 'CustomRole'" },
      shape: roleShape,
    }),
    arm.list({ path: `${path}/roleAssignments`, apiVersion: apiVersions.roleAssignments, shape: assignmentShape }),
  ]);
  const ours: string[] = [];
  for (const { id, properties } of roles) {
    const [, group] = roleName.exec(properties.roleName) ?? [];
    if (group !== undefined && (isOneOf(groups, group) || (await isOrphan(arm, group)))) ours.push(id);
  }
  const known = [...ours, ...lab.ids];
  const given = assignments.filter(
    ({ properties: { scope, roleDefinitionId } }) =>
      known.some((role) => isSame(role, roleDefinitionId)) || isInGroup(arm, groups, scope),
  );
  return [...given.map(({ id }) => id), ...ours];
}

/** A role of a lab whose group nobody has any more is of no use to anybody, and only by its name could it be told whose it was. */
async function isOrphan(arm: Arm, group: string): Promise<boolean> {
  const path = `${arm.scope}/resourceGroups/${group}`;
  return (await arm.find({ path, apiVersion: apiVersions.resources, shape: identified })) === undefined;
}

/** Offers without budgets refuse the list as they refuse a budget: none can be there. */
async function budgets(arm: Arm, groups: readonly string[]): Promise<string[]> {
  const path = `${arm.scope}/providers/Microsoft.Consumption/budgets`;
  const all = await arm.list({ path, apiVersion: apiVersions.budgets, shape: budgetShape }).catch((error: unknown) => {
    if (error instanceof ArmRefusal && [400, 404, 422].includes(error.status)) return [];
    throw error;
  });
  return all
    .filter(({ properties: { filter } }) => filter?.dimensions?.values.some((group) => isOneOf(groups, group)))
    .map(({ id }) => id);
}

async function locks(arm: Arm, groups: readonly string[]): Promise<string[]> {
  const all = await idsOf(arm, `${arm.scope}/providers/Microsoft.Authorization/locks`, apiVersions.locks);
  return all.filter((id) => isInGroup(arm, groups, id));
}

/** The lab makes no vaults; a fork may. Of what the lab makes, nothing is kept when it is deleted. */
async function deletedVaults(arm: Arm, lab: KnownLab, groups: readonly string[]): Promise<string[]> {
  const path = `${arm.scope}/providers/Microsoft.KeyVault/deletedVaults`;
  const all = await arm.list({ path, apiVersion: apiVersions.deletedVaults, shape: vaultShape });
  return all
    .filter(({ properties: { vaultId, tags } }) => hasTagsOf(lab, tags) || isInGroup(arm, groups, vaultId))
    .map(({ id }) => id);
}

function isInGroup({ scope }: Arm, groups: readonly string[], id: string): boolean {
  return groups.some((group) => {
    const groupId = `${scope}/resourceGroups/${group}`;
    return isSame(id, groupId) || isUnder(id, groupId);
  });
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.some((one) => isSame(one, name));
}

/** Without regard to case. */
function unique(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.findIndex((other) => isSame(other, text)) === index);
}
