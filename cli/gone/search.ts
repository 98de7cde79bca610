import type { Arm } from "../azure/arm";
import { createApiVersions } from "../azure/apiVersions";
import { groupOf, isGroup, isSame, nameOf, typeOf } from "../azure/ids";
import { CannotTell } from "../cannotTell";
import { findCandidates } from "./candidates";
import { costADay } from "./daily";
import { fixedApiVersion, removalCommandFor, wordFor } from "./kinds";
import { type KnownLab, hasTagsOf } from "./lab";
import { type AzureResource, resourceShape } from "./shapes";

/** A thing of the lab that Azure still has. */
export interface Leftover {
  readonly id: string;
  /** `public address`. */
  readonly kind: string;
  readonly name: string;
  /** Whether Azure is deleting it, or its group. */
  readonly deleting: boolean;
  /** US dollars; `null` if no price is known. */
  readonly costADay: number | null;
  readonly command: string;
  /** Whether it carries the lab's tags. */
  readonly tagged: boolean;
}

/** What a look at Azure found. */
export interface Findings {
  readonly left: readonly Leftover[];
  /** Names of the lab's groups, whether they still are there or not. */
  readonly groups: readonly string[];
  /** What could not be asked, each in a sentence. A thing of which that is so may be there. */
  readonly unanswered: readonly string[];
  readonly notes: readonly string[];
}

/** What Azure says to a GET. */
interface Answer {
  readonly id: string;
  readonly resource: AzureResource | undefined;
  /** Whether Azure says that it does not exist, and not only that it may not be looked at. */
  readonly isGone: boolean;
}

/** How many resources are asked for at a time. */
const atOnce = 8;

/**
 * Looks for all that Azure has of a lab, as often as it is called. Each thing that a list or the state names is confirmed by a GET; what a
 * list named once is asked for again at each look, whether the next list has it or not.
 */
export function createSearch(arm: Arm, lab: KnownLab): () => Promise<Findings> {
  const apiVersion = createApiVersions(arm);
  const seen = new Map<string, string>();
  const seenGroups = new Set<string>();
  return async () => {
    // A group that was found once is the lab's, also when it has gone: by its name the rest is found.
    const known = [...lab.ids, ...seenGroups];
    const { ids, groups, unanswered, notes } = await findCandidates(arm, { ...lab, ids: known });
    for (const group of groups) seenGroups.add(`${arm.scope}/resourceGroups/${group}`);
    for (const id of ids) seen.set(id.toLowerCase(), id);
    const faults = [...unanswered];
    const ask = async (id: string): Promise<Answer> => {
      try {
        const version = fixedApiVersion(id) ?? (await apiVersion(id));
        const resource = await arm.find({ path: id, apiVersion: version, shape: resourceShape });
        return { id, resource, isGone: resource === undefined };
      } catch (error) {
        if (!(error instanceof CannotTell)) throw error;
        faults.push(error.message);
        return { id, resource: undefined, isGone: false };
      }
    };
    const all = [...seen.values()];
    const ofGroups = await each(all.filter(isGroup), ask);
    // In a group that is gone there is nothing.
    const gone = ofGroups.filter(({ isGone }) => isGone).map(({ id }) => nameOf(id));
    const others = all.filter((id) => !isGroup(id) && !gone.some((group) => isSame(group, groupOf(id) ?? "")));
    const answers = [...ofGroups, ...(await each(others, ask))];
    const found = answers.flatMap(({ resource }) => (resource && isOurs(resource, lab, groups) ? [resource] : []));
    const present = found.filter(({ id }) => isGroup(id));
    const dying = present.filter(isDeleting).map(({ id }) => nameOf(id));
    return {
      left: found.map((one) => leftover(one, lab, dying)),
      groups,
      unanswered: [...new Set(faults)],
      notes,
    };
  };
}

/** The tag `lab` alone is also that of the project's other stacks. */
function isOurs({ id, tags }: AzureResource, lab: KnownLab, groups: readonly string[]): boolean {
  const isTaggable = !/^Microsoft\.(Authorization|Consumption|KeyVault\/locations)\b/i.test(typeOf(id));
  const group = groupOf(id);
  const isKnown =
    lab.ids.some((known) => isSame(known, id)) || (group !== undefined && groups.some((one) => isSame(one, group)));
  return !isTaggable || isKnown || hasTagsOf(lab, tags);
}

function isDeleting({ properties }: AzureResource): boolean {
  return properties?.provisioningState === "Deleting" || properties?.provisioningState === "Deprovisioning";
}

function leftover(resource: AzureResource, lab: KnownLab, dyingGroups: readonly string[]): Leftover {
  const { id, tags } = resource;
  return {
    id,
    kind: wordFor(id),
    name: nameOf(id),
    deleting: isDeleting(resource) || dyingGroups.some((group) => isSame(group, groupOf(id) ?? "")),
    costADay: costADay(resource),
    command: removalCommandFor(id),
    tagged: hasTagsOf(lab, tags),
  };
}

async function each(ids: readonly string[], ask: (id: string) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    answers.push(...(await Promise.all(ids.slice(from, from + atOnce).map(ask))));
  }
  return answers;
}
