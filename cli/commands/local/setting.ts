import { pulumiCommand } from "../../../config/commands";
import { localStack } from "../../../config/stacks";

/** The command that sets a key of the local lab. */
export function setting(key: string, value: string | number): string {
  return pulumiCommand(localStack, ["config", "set", key, String(value)]);
}
