import type { Context } from "../../../context";
import { objectText } from "../../../docker/engine";
import type { ReachedEngine } from "../../../docker/reach";
import type { PulumiCli } from "../../../pulumi/cli";
import { countResources } from "../stack";
import { restoreCheckpoint } from "../state/checkpoint";
import { type Deployment, forgetPending, noDeployment, pendingOf, readDeployment } from "../state/deployment";
import { LocalState } from "../state/localState";
import { freeLocks } from "../state/locks";
import { leftoversOf } from "./leftovers";

export interface RepairTools {
  readonly context: Context;
  readonly pulumi: PulumiCli;
  readonly project: string;
  /** Reports a line of progress. */
  readonly say: (line: string) => void;
}

/** What Pulumi knows, and what is on Docker if that counts, once both are in order. */
export interface Repaired {
  /** Whether there is a stack. */
  readonly exists: boolean;
  readonly deployment: Deployment;
  readonly reached: ReachedEngine | undefined;
}

/**
 * Brings in order what a run left that was killed, by Ctrl+C twice, a closed window or a loss of power: a lock, a state that is
 * cut off, containers that the state lacks, and operations that it believes to be under way. Waits for a run that lives.
 *
 * @param reached Docker as it was found; `undefined` where the lab uses none
 */
export async function repairAfterKill(reached: ReachedEngine | undefined, tools: RepairTools): Promise<Repaired> {
  const { context, pulumi, project, say } = tools;
  const { pulumiFolder } = new LocalState(context.folder);
  const waited = await freeLocks(pulumiFolder, { ...context, say, signal: context.interrupts.signal });
  if (restoreCheckpoint(pulumiFolder)) say("Pulumi's state was cut off, perhaps by a loss of power: took its backup.");
  const now = waited && reached ? await readAgain(reached, context) : reached;
  if ((await countResources(pulumi)) === undefined) return { exists: false, deployment: noDeployment, reached: now };
  const deployment = await readDeployment(pulumi);
  const leftovers = now ? leftoversOf(deployment, now.engine, project) : [];
  if (leftovers.length === 0 && pendingOf(deployment).length === 0) return { exists: true, deployment, reached: now };

  // Another run may have begun meanwhile.
  if (await freeLocks(pulumiFolder, { ...context, say, signal: context.interrupts.signal }))
    return repairAfterKill(now, tools);
  for (const object of leftovers) await context.docker.remove(now?.host, object);
  if (leftovers.length > 0)
    say(`Removed what a run that was killed had left: ${leftovers.map(objectText).join(", ")}.`);
  if (pendingOf(deployment).length > 0) await forgetPending(pulumi, context.folder, deployment);
  const after = await readDeployment(pulumi);
  return { exists: true, deployment: after, reached: now && (await readAgain(now, context)) };
}

async function readAgain({ host }: ReachedEngine, { docker }: Context): Promise<ReachedEngine> {
  return { host, engine: await docker.read(host) };
}
