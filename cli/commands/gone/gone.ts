import { durationText, parseDuration } from "../../../lib/duration";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import type { Context } from "../../context";
import { azureThing, lookAtAzure } from "../../gone/azureRemains";
import { deletable, deleteAll, requireTyped } from "../../gone/deletion";
import { azureIds } from "../../gone/lab";
import { labelledObjects, remainsOnDocker } from "../../gone/localRemains";
import type { Remains } from "../../gone/outcome";
import { printRemains } from "../../gone/print";
import { type StackTarget, stackTarget } from "../../gone/stackTarget";
import { knownState, stateRemains } from "../../gone/stackRemains";

export interface GoneOptions {
  readonly stack: string;
  readonly wait: string;
  readonly delete: boolean;
  readonly json: boolean;
}

/** A lab, and how its command talks. */
interface Look {
  readonly context: Context;
  readonly options: GoneOptions;
  readonly target: StackTarget;
  /** Project and stack, which a person types to confirm. */
  readonly name: string;
  readonly say: (line: string) => void;
}

/** @returns 0 if nothing is left, 1 if something is, 2 if nobody can tell */
export async function gone(context: Context, options: GoneOptions): Promise<ExitCode> {
  const target = stackTarget(options.stack, context.folder);
  const say = (line: string) => (options.json ? context.output.err : context.output.out)(`${line}\n`);
  const look = { context, options, target, name: `${target.project}/${options.stack}`, say };
  const remains = await context.interrupts.outlive(() =>
    target.target === "local" ? goneFromDocker(look) : goneFromAzure(look, waitMs(options.wait)),
  );
  return printRemains(context, remains, look.name, options.json);
}

async function goneFromAzure(look: Look, patienceMs: number): Promise<Remains> {
  const { context, options, target, say } = look;
  const known = await knownState(context, options.stack);
  const lab = { project: target.project, stack: options.stack, ids: azureIds(known.resources) };
  const search = { lab, subscription: target.subscription, say, patienceMs };
  const first = await lookAtAzure(context, { ...search, expected: false });
  const things = options.delete ? deletable(first.findings) : [];
  const isDone = first.arm === undefined || things.length === 0;
  if (!isDone) await confirm(look, things);
  const faults = isDone ? [] : await deleteAll(first.arm, things, say);
  const found = { ...lab, ids: [...lab.ids, ...first.findings.left.map(({ id }) => id)] };
  const { findings } = isDone ? first : await lookAtAzure(context, { ...search, lab: found, expected: false });
  return {
    left: findings.left.map(azureThing),
    state: stateRemains(known, options.stack),
    unanswered: [...known.unanswered, ...findings.unanswered],
    notes: [...findings.notes, ...faults, ...(options.delete ? keptNote(isDone, findings.left.length) : [])],
  };
}

function keptNote(isDone: boolean, left: number): string[] {
  if (left === 0) return [];
  return [
    `${isDone ? "Nothing was deleted: n" : "N"}othing of what is left both carries the lab's tags and is in its groups. The commands above remove it.`,
  ];
}

async function goneFromDocker(look: Look): Promise<Remains> {
  const { context, options } = look;
  const objects = options.delete ? await labelledObjects(context) : [];
  if (objects.length > 0) await confirm(look, objects);
  for (const object of objects) await context.docker.remove(context.docker.host(), object);
  return remainsOnDocker(context, options.stack);
}

async function confirm({ context, name }: Look, things: readonly { kind: string; name: string }[]): Promise<void> {
  const lines = things.map((one) => `  ${one.kind} ${one.name}\n`).join("");
  requireTyped(
    await context.ask(`This is deleted, with all that is in it:\n${lines}Type ${name} to delete it: `),
    name,
  );
}

/** Nobody waits longer at a prompt. */
const longestSeconds = 2 * 60 * 60;

function waitMs(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds <= longestSeconds) return seconds * 1000;
  throw new UserError(`--wait ${text}: allowed is a time of up to ${durationText(longestSeconds)}, such as 15m or 0s.`);
}
