import { localStack } from "../../../config";
import { pulumi, pulumiOutput } from "../../pulumi/cli";
import { dockerHost } from "../../docker/client";
import { LocalState } from "./state";
import { UserError } from "../../../lib/userError";

/** Runs something with Pulumi's environment for the local lab. @throws UserError without a Pulumi CLI */
export async function onLocalState<T>(
  run: (env: NodeJS.ProcessEnv) => Promise<T>,
  state = new LocalState(),
): Promise<T> {
  state.prepare();
  const env = state.environment();
  const { code } = await pulumi(["version"], "kept", env);
  if (code !== 0) {
    throw new UserError(
      "The Pulumi CLI cannot be run; what is wrong is above. It downloads itself when it is run for the first time, so this " +
        "machine must be on the Internet then.",
    );
  }
  return state.withSalt(() => run(env));
}

/** How many resources Pulumi's state of the local lab has; `undefined` if there is no such state. */
export async function countResources(env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const stacks = JSON.parse(await pulumiOutput(["stack", "ls", "--json"], env)) as {
    name: string;
    resourceCount?: number;
  }[];
  const stack = stacks.find(({ name }) => name.split("/").at(-1) === localStack);
  return stack && (stack.resourceCount ?? 0);
}

/** Makes the stack where there is none: without one Pulumi sets no configuration. @returns as `countResources` */
export async function ensureStack(env: NodeJS.ProcessEnv): Promise<number> {
  const known = await countResources(env);
  if (known === undefined) await pulumiOutput(["stack", "init", localStack, "--no-select"], env);
  return known ?? 0;
}

/** Runs the Pulumi CLI on the local lab, and ends with its exit code. */
export async function pulumiHere(args: readonly string[]): Promise<void> {
  // Whether one answers is for Pulumi to say: most commands ask none.
  const host = dockerHost();
  if (host !== undefined) process.env["DOCKER_HOST"] = host;
  const { code } = await onLocalState(async (env) => {
    await ensureStack(env);
    return pulumi(args, "shown", env);
  });
  process.exitCode = code;
}
