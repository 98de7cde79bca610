import { type LabConfig, localStack } from "../../../config";
import { studentsIn } from "../../../config/students";
import { inGroups } from "../../../lib/groups";
import { UserError } from "../../../lib/userError";
import type { Context } from "../../context";
import type { KubeApi } from "../../kubernetes/api";
import { emptySpace, forcedText } from "../../kubernetes/emptySpace";
import { type Space, spacesOn } from "../../kubernetes/space";
import { administratorOf, readOutputs } from "../../kubernetes/stackAccess";
import type { PulumiCli } from "../../pulumi/cli";

/** How long the emptying of one space may take. */
const spaceSeconds = 60;
/** Spaces that are emptied at a time. */
const concurrency = 5;

export interface LeaverTools {
  readonly context: Context;
  readonly pulumi: PulumiCli;
  /** Reports a line of progress. */
  readonly say: (line: string) => void;
}

/**
 * Empties the spaces that Pulumi is about to delete because their students are no longer in the list. Kubernetes keeps a
 * namespace for as long as something in it has a finalizer or a grace period, and Pulumi would wait ten minutes and fail.
 *
 * @param known URNs in Pulumi's state
 */
export function emptyLeavers(config: LabConfig, known: ReadonlySet<string>, tools: LeaverTools): Promise<void> {
  const staying = new Set(studentsIn(config).map(({ label }) => label));
  const leaving = spacesIn(known).filter((label) => !staying.has(label));
  return emptySpaces(leaving, ", who is no longer in the list", tools);
}

/** The same for all spaces, before the lab is removed from a cluster that stays. */
export function emptyAll(known: ReadonlySet<string>, tools: LeaverTools): Promise<void> {
  return emptySpaces(spacesIn(known), "", tools);
}

/** @param why follows the name of whose space it is */
async function emptySpaces(leaving: readonly string[], why: string, tools: LeaverTools): Promise<void> {
  if (leaving.length === 0) return;
  try {
    const { context, pulumi, say } = tools;
    const access = administratorOf(context, localStack, await readOutputs(pulumi, localStack));
    const api = await context.kubernetes.connect(access);
    const spaces = (await spacesOn(api)).filter(({ label }) => leaving.includes(label));
    await inGroups(spaces, concurrency, (space) => empty(api, space, why, say));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tools.say(`${error.message} So what ${leaving.join(", ")} made there stays until Pulumi deletes it.`);
  }
}

/** Labels of the students whose spaces Pulumi's state has. */
function spacesIn(urns: ReadonlySet<string>): string[] {
  return [...urns].flatMap((urn) => /lab:kubernetes:StudentSpace::([^:]+)$/.exec(urn)?.[1] ?? []);
}

async function empty(
  api: KubeApi,
  { label, namespace }: Space,
  why: string,
  say: (line: string) => void,
): Promise<void> {
  const { removed, left, forced } = await emptySpace(api, namespace, spaceSeconds);
  const rest = left.length === 0 ? "" : `; still there: ${left.join(", ")}`;
  if (removed + left.length > 0) say(`Emptied the space of ${label}${why}: ${removed} removed${rest}.`);
  if (forced.length > 0) say(forcedText(forced));
}
