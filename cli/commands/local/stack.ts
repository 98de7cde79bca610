import { join } from "node:path";
import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import type { ExitCode } from "../../command";
import type { Context, Environment } from "../../context";
import { dockerEnvironment } from "../../docker/reach";
import { programProxies } from "../../docker/proxies";
import { readableConfig } from "../../readableConfig";
import { kubeEnvironment } from "./kubeContext";
import { type PulumiCli, withEnvironment } from "../../pulumi/cli";
import { noteOpenFolder } from "../../privateFolder";
import { outputOf } from "../../pulumi/output";
import { requirePulumi } from "../../pulumi/required";
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
  const environment = await pulumiEnvironment(context, args);
  const { code } = await onLocalState(
    context,
    async (pulumi) => {
      await ensureStack(pulumi);
      return pulumi.run(args, "shown");
    },
    environment,
  );
  return code;
}

/**
 * What the program needs of the environment, the same as with `lab local up`: whether that Docker answers, and the context is there, is
 * for Pulumi to find out, since most of its commands need neither.
 */
async function pulumiEnvironment(context: Context, args: readonly string[]): Promise<Environment> {
  const proxies = await programProxies(context, args);
  return { ...dockerEnvironment(context.docker.host()), ...proxies, ...contextEnvironment(context) };
}

function contextEnvironment(context: Context): Environment {
  const config = readableConfig(context.folder, localStack);
  try {
    return config === undefined ? {} : kubeEnvironment(config, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {};
  }
}
