import { type LabConfig, readConfig } from "./index";
import { readStackConfig } from "./stackConfig";

/**
 * The configuration of a stack that exists, as it is now in its file.
 *
 * @throws UserError if there is no such file, or Pulumi would refuse it; ConfigError
 */
export function existingStack(stack: string, folder: string): { readonly project: string; readonly config: LabConfig } {
  const { project, values } = readStackConfig(stack, [], folder);
  return { project, config: readConfig(values, project, stack) };
}
