import { durationText, parseDuration } from "../../../lib/duration";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import { type Context, jsonText } from "../../context";
import { noteEnd } from "../../endNotes";
import { emptySpace, forcedText } from "../../kubernetes/emptySpace";
import { findSpace } from "../../kubernetes/space";
import { administratorOf, stackOutputs } from "../../kubernetes/stackAccess";
import { begin, exerciseInSpace } from "./beginning";

export interface ResetOptions {
  readonly student: string;
  readonly exercise: string | undefined;
  readonly stack: string;
  readonly timeout: string;
  readonly json: boolean;
}

/** Nobody waits longer at a prompt. */
const longestSeconds = 3600;

/**
 * Empties a student's space, and brings it to the beginning of an exercise if one is named; both within the time.
 *
 * @returns 1 if something is left and `json` reports it
 * @throws UserError if something is left
 */
export async function reset(
  context: Context,
  { student, exercise: id, stack, timeout, json }: ResetOptions,
): Promise<ExitCode> {
  const seconds = secondsOf(timeout);
  const until = performance.now() + seconds * 1000;
  const chosen = id === undefined ? undefined : exerciseInSpace(context.folder, id);
  const outputs = await stackOutputs(context, stack);
  const access = administratorOf(context, stack, outputs);
  const api = await context.kubernetes.connect(access);
  const space = await findSpace(api, student);
  const { label, namespace } = space;
  const { removed, left, forced } = await emptySpace(api, namespace, seconds);
  if (chosen && left.length === 0) {
    const remaining = () => until - performance.now();
    await begin(chosen, { context, access, api, space, registry: outputs.registry, left: remaining });
  }
  noteEnd(context, stack);
  if (json) {
    context.output.out(jsonText({ student: label, removed, left, forced }));
    return left.length > 0 ? 1 : 0;
  }
  if (forced.length > 0) context.output.out(`${forcedText(forced)}\n`);
  if (left.length > 0) {
    throw new UserError(
      `After ${durationText(seconds)} the namespace ${namespace} still has ${left.join(", ")}. Run the command again, ` +
        "perhaps with a longer --timeout.",
    );
  }
  const objects = removed === 1 ? "1 object" : `${removed} objects`;
  context.output.out(
    `The namespace ${namespace} is empty${removed === 0 ? ", and was before" : `: ${objects} removed`}.\n` +
      (chosen ? `Now it is as at the beginning of the exercise ${chosen.exercise.id}.\n` : ""),
  );
  return 0;
}

function secondsOf(timeout: string): number {
  const seconds = parseDuration(timeout);
  if (seconds !== undefined && seconds > 0 && seconds <= longestSeconds) return seconds;
  throw new UserError(
    `--timeout ${timeout}: allowed is a time from 1s to ${durationText(longestSeconds)}, such as 90s or 2m.`,
  );
}
