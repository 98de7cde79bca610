import { localStack } from "../../config/stacks";
import { readStackFiles } from "../../config/stackFiles";
import { UserError } from "../../lib/userError";

/** What the files say of a stack, as far as its removal depends on it. A configuration that is wrong elsewhere keeps nothing from that. */
export interface StackTarget {
  readonly project: string;
  readonly target: "azure" | "local";
  /** Id of the subscription that Pulumi's provider is configured with. */
  readonly subscription: string | undefined;
}

/** @throws UserError if there is no such stack file, or the local target has another stack than its own */
export function stackTarget(stack: string, folder: string): StackTarget {
  const { project, values } = readStackFiles(stack, [], folder);
  const target = values[`${project}:target`] === "local" ? "local" : "azure";
  if (target === "local" && stack !== localStack) {
    throw new UserError(
      `The stack ${stack} has the target local, which only the stack ${localStack} can have: its state is in this folder. Name that one: --stack ${localStack}`,
    );
  }
  const subscription = values["azure-native:subscriptionId"];
  return { project, target, subscription: typeof subscription === "string" ? subscription : undefined };
}
