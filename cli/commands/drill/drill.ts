import type { ExitCode } from "../../command";
import type { Context } from "../../context";
import { noteEnd } from "../../endNotes";
import { htmlFileOf } from "../../htmlFile";
import { administratorOf, stackOutputs } from "../../kubernetes/stackAccess";
import { type Plan, carryOut } from "./carryOut";
import { chooseNode } from "./cluster/chooseNode";
import { readCluster, readReplicas } from "./cluster/state";
import { lossBy } from "./losses";
import { modeFor } from "./losses/modes";
import { type DrillOptions, readNumbers } from "./options";
import { pageOf, placeOf } from "./place";
import { report } from "./report";
import { restore } from "./restore";
import { type Timing, realTiming } from "./timing";

/**
 * Loses a node of a stack under a steady load, measures what comes of it, and brings the node back.
 *
 * @returns 1 over a limit, 2 if the figures say nothing
 * @throws UserError, before anything is lost; CannotTell if the node does not come back; Interrupted
 */
export async function drill(context: Context, options: DrillOptions, timing: Timing = realTiming): Promise<ExitCode> {
  if (options.restore) {
    await restore(context, options, timing);
    return 0;
  }
  const numbers = readNumbers(options);
  const htmlFile = options.html === undefined ? undefined : htmlFileOf(options.html, context.workingFolder);
  const plan = await planOf(context, options, timing);
  const outcome = await context.interrupts.outlive(() => carryOut(plan));
  noteEnd(context, options.stack);
  return report(outcome, plan, { ...numbers, htmlFile, json: options.json });
}

/** Looks at everything, and changes nothing. */
async function planOf(context: Context, options: DrillOptions, timing: Timing): Promise<Plan> {
  const { stack, json } = options;
  const { everyMs, cutSeconds } = readNumbers(options);
  const { project, place } = placeOf(stack, context.folder);
  const mode = modeFor(place, options.mode);
  const outputs = await stackOutputs(context, stack);
  const url = pageOf(outputs, stack);
  const api = await context.kubernetes.connect(administratorOf(context, stack, outputs));
  const [before, replicas] = [await readCluster(api), await readReplicas(api)];
  const node = chooseNode(before, replicas, options.node);
  const { image } = before.pods.find((pod) => pod.node === node.name && pod.ready)!;
  const pause = (ms: number) => timing.pause(ms);
  const loss = lossBy(mode, { context, api, node, project, image, cutSeconds, pause });
  const say = (line: string) => (json ? context.output.err : context.output.out)(`${line}\n`);
  return { context, api, stack, mode, before, node, replicas, loss, load: { url, everyMs }, timing, say };
}
