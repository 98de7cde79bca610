import { ConfigError } from "./error";
import type { Fix, FixCommand } from "./fix";
import { type LabConfig, readConfig } from "./index";
import { rehearsalFixes } from "./rehearsalFixes";
import { type StackConfig, readStackConfig } from "./stackConfig";

/** A stack's configuration as it is in its file, with the overrides of a rehearsal. */
export interface ReadStack extends StackConfig {
  readonly config: LabConfig;
  /** Renders a fix for where the value stands. */
  readonly commandFor: FixCommand;
}

/**
 * Reads a stack's file for a run that perhaps comes before the stack: the fixes of its faults begin with what to write where.
 *
 * @param overrides `key=value` each, on top of the file
 * @throws UserError if there is no such file, or Pulumi would refuse one of the files; ConfigError
 */
export function readStack(stack: string, overrides: readonly string[], folder: string): ReadStack {
  const read = readStackConfig(stack, overrides, folder);
  const { project, values, writtenKeys } = read;
  const fixesOf = (fixes: readonly Fix[]) => rehearsalFixes(fixes, { project, stack, overrides, writtenKeys });
  try {
    const config = readConfig(values, project, stack);
    return { ...read, config, commandFor: (fix) => fixesOf([fix])(fix) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.faults, fixesOf(error.faults.map(({ fix }) => fix)));
  }
}
