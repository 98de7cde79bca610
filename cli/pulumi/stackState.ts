import { type StateResource, readDeployment, resourcesOf } from "../commands/local/state/deployment";
import type { PulumiCli } from "./cli";
import { outputOf } from "./output";

/**
 * What Pulumi's state of a stack has, of whatever it is.
 *
 * @returns `undefined` if there is no such stack
 * @throws UserError if Pulumi cannot be asked, after it has said why
 */
export async function readStackState(pulumi: PulumiCli, stack: string): Promise<readonly StateResource[] | undefined> {
  const listed = JSON.parse(await outputOf(pulumi, ["stack", "ls", "--json", "--non-interactive"])) as {
    name: string;
  }[];
  if (!listed.some(({ name }) => name.split("/").at(-1) === stack)) return undefined;
  return resourcesOf(await readDeployment(pulumi, stack));
}

/** What Pulumi itself has in a state stands for nothing: the stack, and providers. */
export function isReal({ type }: StateResource): boolean {
  return !type.startsWith("pulumi:");
}
