import { downEverythingCommand } from "../../../config/commands";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import type { Context } from "../../context";
import { azureThing, lookAtAzure } from "../../gone/azureRemains";
import { azureIds } from "../../gone/lab";
import { remainsOnDocker } from "../../gone/localRemains";
import type { Remains } from "../../gone/outcome";
import { printRemains } from "../../gone/print";
import { knownState, stateRemains } from "../../gone/stackRemains";
import { type StackTarget, stackTarget } from "../../gone/stackTarget";
import { toItsEnd } from "../../pulumi/toItsEnd";
import { down as localDown } from "../local/down";
import { destroyOnAzure, requireDocker } from "./destroyOnAzure";

export interface DownOptions {
  readonly stack: string;
  readonly yes: boolean;
  readonly "cluster-gone": boolean;
  readonly json: boolean;
}

/** How long Azure may take to delete what a destroyed stack had. */
const patienceMs = 15 * 60_000;

/** Removes a lab and looks whether anything is left. @returns 0 if nothing is, 1 if something is, 2 if nobody can tell */
export async function down(context: Context, options: DownOptions): Promise<ExitCode> {
  const target = stackTarget(options.stack, context.folder);
  const name = `${target.project}/${options.stack}`;
  await confirm(context, options, name);
  const remains = await toItsEnd(context, () =>
    target.target === "local" ? downOnDocker(context, options) : downOnAzure(context, options, target),
  );
  return printRemains(context, remains, name, options.json);
}

async function confirm({ ask }: Context, { yes, stack }: DownOptions, name: string): Promise<void> {
  if (yes) return;
  const typed = await ask(`${name} is removed, with all that anybody made in it. Type yes to remove it: `);
  if (typed?.trim().toLowerCase() === "yes") return;
  throw new UserError(
    typed === undefined
      ? `Nobody can be asked here whether the lab may be removed. Nothing was. Say so: \`${downEverythingCommand(["--stack", stack, "--yes"])}\``
      : "Nothing was removed.",
  );
}

/** What the state had is looked for afterwards, whether Pulumi believes it to be gone or not. */
async function downOnAzure(context: Context, { stack, json }: DownOptions, target: StackTarget): Promise<Remains> {
  const say = (line: string) => (json ? context.output.err : context.output.out)(`${line}\n`);
  const before = await knownState(context, stack);
  await requireDocker(context, before.resources);
  if (before.resources.length === 0) say("Pulumi's state has nothing of it.");
  const isDone = before.resources.length === 0 || (await destroyOnAzure(context, { stack, json, say }));
  const after = await knownState(context, stack);
  say("Looking for what Azure still has.");
  const { findings } = await lookAtAzure(context, {
    lab: { project: target.project, stack, ids: azureIds(before.resources) },
    ...{ subscription: target.subscription, say, patienceMs, expected: isDone && before.resources.length > 0 },
  });
  return {
    left: findings.left.map(azureThing),
    state: stateRemains(after, stack),
    unanswered: [...after.unanswered, ...findings.unanswered],
    notes: [...findings.notes, ...(isDone ? [] : ["Pulumi could not remove everything; what went wrong is above."])],
  };
}

async function downOnDocker(context: Context, options: DownOptions): Promise<Remains> {
  const { output } = context;
  const quiet = options.json ? { ...context, output: { ...output, out: output.err } } : context;
  await localDown(quiet, { json: false, "cluster-gone": options["cluster-gone"] });
  return remainsOnDocker(context, options.stack);
}
