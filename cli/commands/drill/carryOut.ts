import { CannotTell } from "../../cannotTell";
import { Interrupted } from "../../interrupts";
import { bringBack } from "./bringBack";
import type { Mode } from "./losses/modes";
import { type Measurement, type Subject, measure } from "./measure";
import { claim, restoreCommand } from "./record";
import { clockText } from "./report/text";

/** A drill that may begin. */
export interface Plan extends Subject {
  readonly stack: string;
  readonly mode: Mode;
}

export interface Outcome {
  readonly measurement: Measurement;
  /** RFC 3339. */
  readonly since: string;
  /** Why the node is not back. @default it is */
  readonly notBack?: string;
}

/**
 * Carries a drill out. Whatever goes wrong, the node is brought back; if even that fails, the error names the command for it.
 *
 * @throws UserError if another drill runs; CannotTell; Interrupted
 */
export async function carryOut(plan: Plan): Promise<Outcome> {
  const { api, context, node, mode, loss, load, stack, say } = plan;
  if (loss.warning !== undefined) say(loss.warning);
  const since = new Date().toISOString();
  await claim(api, { node: node.name, mode, since }, stack);
  say(`A load on ${load.url}, and then ${node.name} is lost. Ctrl+C stops the drill and brings the node back.`);
  const measured = await settled(async () => {
    await loss.prepare();
    context.interrupts.signal.throwIfAborted();
    return measure(plan);
  });
  const notBack = await bringItBack(plan);
  if ("error" in measured) throw endOf(measured.error, node.name, notBack);
  return { measurement: measured.value, since, ...(notBack !== undefined && { notBack }) };
}

/** @returns why the node is not back; `undefined` if it is */
async function bringItBack({ api, node, loss, timing, stack, say }: Plan): Promise<string | undefined> {
  const begun = timing.now();
  say(`Bringing ${node.name} back.`);
  const back = await settled(() => bringBack(api, node, loss, timing));
  if ("error" in back) {
    const reason = back.error instanceof Error ? back.error.message : String(back.error);
    return `${node.name} is not back: ${reason} To bring it back: \`${restoreCommand(stack)}\`.`;
  }
  say(`${node.name} is Ready, after ${clockText((timing.now() - begun) / 1000)}.`);
  return undefined;
}

/** What ended the drill early, with what has become of the node. */
function endOf(error: unknown, node: string, notBack: string | undefined): unknown {
  const asked = error instanceof Interrupted;
  if (notBack === undefined) return asked ? new Interrupted(`Stopped, as you asked. ${node} is back.`) : error;
  return new CannotTell(`${error instanceof Error ? error.message : String(error)}\n${notBack}`);
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

async function settled<T>(action: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await action() };
  } catch (error) {
    return { error };
  }
}
