import { isPassing } from "../../../facts/azure/passingErrors";
import { CannotTell } from "../../cannotTell";
import type { Context } from "../../context";
import { adviceFor } from "../../docker/advice";
import { dockerEnvironment } from "../../docker/reach";
import { Interrupted } from "../../interrupts";
import { runLogged } from "../../pulumi/eventLog";
import type { StateResource } from "../local/state/deployment";

/** Milliseconds before each further attempt: assignments of roles take minutes to go. */
const pausesMs = [30_000, 60_000, 120_000, 240_000];

export interface DestroyOptions {
  readonly stack: string;
  readonly json: boolean;
  readonly say: (line: string) => void;
}

/**
 * Destroys a stack on Azure, again where what went wrong passes. What is on the cluster goes with it, so that a cluster which is stopped,
 * dead or deleted holds nothing up: Pulumi leaves it out, and what it asks the cluster for all the same it may take for gone.
 *
 * @returns whether all that the state has is gone
 * @throws Interrupted
 */
export async function destroyOnAzure(context: Context, { stack, json, say }: DestroyOptions): Promise<boolean> {
  const { pulumi, env, docker, clock, interrupts } = context;
  const args = ["destroy", "--yes", "--skip-preview", "--continue-on-error", "--stack", stack];
  const environment = { ...env, ...dockerEnvironment(docker.host()), PULUMI_K8S_DELETE_UNREACHABLE: "true" };
  for (const pauseMs of [...pausesMs, undefined]) {
    const { code, errors } = await runLogged(pulumi, args, json ? "aside" : "shown", environment);
    if (code === 0) return true;
    if (interrupts.signal.aborted)
      throw new Interrupted("Stopped, as you asked. Run the command again: it removes the rest.");
    if (pauseMs === undefined || !errors.some(isPassing)) return false;
    say(`Some of that passes by itself on Azure. The next attempt is in ${pauseMs / 1000} seconds.`);
    await clock.wait(pauseMs);
  }
  return false;
}

/**
 * Pulumi's Docker provider asks for a Docker, even to forget an image.
 *
 * @throws CannotTell if the state has something of Docker's, and none answers
 */
export async function requireDocker({ docker, system }: Context, resources: readonly StateResource[]): Promise<void> {
  if (!resources.some(({ type }) => type.startsWith("docker:"))) return;
  try {
    await docker.read(docker.host());
  } catch {
    throw new CannotTell(
      `Pulumi needs Docker to forget the image, and none answers; nothing was removed. ${adviceFor(system).start}, and run the command again.`,
    );
  }
}
