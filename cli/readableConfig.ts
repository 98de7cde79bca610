import { ConfigError, type LabConfig } from "../config";
import { existingStack } from "../config/existingStack";
import { UserError } from "../lib/userError";

/**
 * A stack's configuration as it is now, for what a command says besides its own work.
 *
 * @returns `undefined` if it is wrong: the work matters more
 */
export function readableConfig(projectFolder: string, stack: string): LabConfig | undefined {
  try {
    return existingStack(stack, projectFolder).config;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return undefined;
    throw error;
  }
}
