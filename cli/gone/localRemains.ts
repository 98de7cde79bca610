import { readStackFiles } from "../../config/stackFiles";
import { localStack } from "../../config/stacks";
import type { Context } from "../context";
import { type DockerObject, labelledBy, removalCommand } from "../docker/engine";
import { reachEngine } from "../docker/reach";
import type { Remains, RemainingThing } from "./outcome";
import { knownState, stateRemains } from "./stackRemains";

/**
 * What this machine's Docker has with the label of the project. With an existing cluster there is nothing of the lab on Docker, and
 * perhaps no Docker.
 *
 * @throws CannotTell if no Docker answers
 */
export async function labelledObjects(context: Context): Promise<readonly DockerObject[]> {
  const { project, values } = readStackFiles(localStack, [], context.folder);
  if ((values[`${project}:kubeContext`] ?? "") !== "") return [];
  const { engine } = await reachEngine(context);
  return labelledBy(project, engine);
}

/** What is left of the local lab. @throws CannotTell if no Docker answers */
export async function remainsOnDocker(context: Context, stack: string): Promise<Remains> {
  const known = await knownState(context, stack);
  const left = (await labelledObjects(context)).map(dockerThing);
  return { left, state: stateRemains(known, stack), unanswered: known.unanswered, notes: [] };
}

function dockerThing(object: DockerObject): RemainingThing {
  const { kind, name } = object;
  return { kind, name, id: null, deleting: false, costADay: 0, command: removalCommand(object) };
}
