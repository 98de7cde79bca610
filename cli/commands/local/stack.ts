import { join } from "node:path";
import { localStack } from "../../../config/stacks";
import { CannotTell } from "../../cannotTell";
import type { ExitCode } from "../../command";
import type { Context, Environment } from "../../context";
import { dockerEnvironment } from "../../docker/reach";
import { type PulumiCli, withEnvironment } from "../../pulumi/cli";
import { noteOpenFolder } from "../../privateFolder";
import { outputOf } from "../../pulumi/output";
import { toItsEnd } from "../../pulumi/toItsEnd";
import { LocalState, stateFolder } from "./state/localState";

/**
 * Runs something with a Pulumi CLI that works on the local lab's own state.
 *
 * @param extra environment variables besides the context's
 * @throws CannotTell if the Pulumi CLI cannot be run
 */
export async function onLocalState<T>(
  context: Context,
  run: (pulumi: PulumiCli) => Promise<T>,
  extra: Environment = {},
): Promise<T> {
  const { folder, env, pulumi: cli } = context;
  const state = new LocalState(folder);
  if (!state.exists()) noteOpenFolder(join(folder, stateFolder), context);
  state.prepare();
  const pulumi = withEnvironment(cli, state.environment({ ...env, ...extra }));
  return toItsEnd(context, async () => {
    await requirePulumi(pulumi);
    return state.withSalt(() => run(pulumi));
  });
}

async function requirePulumi(pulumi: PulumiCli): Promise<void> {
  const { code } = await pulumi.run(["version"], "kept");
  if (code !== 0) {
    throw new CannotTell(
      "The Pulumi CLI cannot be run; what is wrong is above. It downloads itself when it is run for the first time, so this " +
        "machine must be on the Internet then.",
    );
  }
}

/** How many resources Pulumi's state of the local lab has; `undefined` if there is no such state. */
export async function countResources(pulumi: PulumiCli): Promise<number | undefined> {
  const stacks = JSON.parse(await outputOf(pulumi, ["stack", "ls", "--json"])) as {
    name: string;
    resourceCount?: number;
  }[];
  const stack = stacks.find(({ name }) => name.split("/").at(-1) === localStack);
  return stack && (stack.resourceCount ?? 0);
}

/** Makes the stack if there is none: Pulumi sets no configuration without one. */
export async function ensureStack(pulumi: PulumiCli): Promise<void> {
  if ((await countResources(pulumi)) === undefined) await makeStack(pulumi);
}

export async function makeStack(pulumi: PulumiCli): Promise<void> {
  await outputOf(pulumi, ["stack", "init", localStack, "--no-select"]);
}

/** Runs the Pulumi CLI on the local lab. @returns its exit code */
export async function pulumiHere(context: Context, args: readonly string[]): Promise<ExitCode> {
  // Whether that Docker answers is for Pulumi to find out: most of its commands need none.
  const docker = dockerEnvironment(context.docker.host());
  const { code } = await onLocalState(
    context,
    async (pulumi) => {
      await ensureStack(pulumi);
      return pulumi.run(args, "shown");
    },
    docker,
  );
  return code;
}
