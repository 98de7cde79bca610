import { ConfigError, type LabConfig, readConfig } from "../config";
import { readStackConfig } from "../config/stackConfig";
import { UserError } from "../lib/userError";

/**
 * A stack's configuration as it is now, for what a command says besides its own work.
 *
 * @returns `undefined` if it is wrong: the work matters more
 */
export function readableConfig(projectFolder: string, stack: string): LabConfig | undefined {
  try {
    const { project, values } = readStackConfig(stack, [], projectFolder);
    return readConfig(values, project, stack);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return undefined;
    throw error;
  }
}
