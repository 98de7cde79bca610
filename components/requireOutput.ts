import { getStack } from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi/errors";
import { pulumiCommand, upCommand } from "../config/commands";

/**
 * An output that a provider reports once the resource exists. If it is missing, Pulumi's state is behind.
 *
 * @param problem Sentence without its full stop, such as `Azure has not reported an identity for the Docker host yet`.
 * @throws RunError with the fix
 */
export function requireOutput(value: string | undefined, problem: string): string {
  if (value !== undefined && value !== "") return value;
  const stack = getStack();
  throw new RunError(`${problem}. Run \`${pulumiCommand(stack, ["refresh"])}\`, then \`${upCommand(stack)}\` again.`);
}
