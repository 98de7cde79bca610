import type { Fix, FixCommand } from "./fix";
import { fixCommands } from "./fixCommands";
import { pulumiCommands } from "./pulumiCommands";
import { stackFileEdits } from "./stackFileEdits";

/** A run that only rehearses a stack. */
export interface RehearsedStack {
  readonly project: string;
  readonly stack: string;
  /** The values of its options `--config`, `key=value` each. */
  readonly overrides: readonly string[];
  /** Keys in the stack's file, as they are written there: `nodeCount`, `petshop:nodeCount`. */
  readonly writtenKeys: readonly string[];
}

/**
 * Renders fixes for somebody who perhaps has neither a login nor a stack, without which Pulumi sets nothing: what came from the command
 * line, or belongs to what came from there, is fixed there; any other value in the stack's file, by an editor or by Pulumi, whose
 * commands stand one a line.
 *
 * @param fixes all fixes of the run
 */
export function rehearsalFixes(fixes: readonly Fix[], stack: RehearsedStack): FixCommand {
  const { project, overrides, writtenKeys } = stack;
  const bare = (key: string) => (key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key);
  const given = overrides.map((override) => bare(override.split("=")[0]!));
  const written = new Map(writtenKeys.map((key) => [bare(key), key]));
  const added = fixes
    .map(({ key }) => key)
    .filter((key, index, keys) => keys.indexOf(key) === index)
    .filter((key) => overrides.length > 0 && !given.includes(key) && !written.has(key));
  const onCommandLine = fixCommands(fixes, project, stack.stack, [...overrides, ...added.map((key) => `${key}=`)]);
  const edit = stackFileEdits(stack.stack);
  const pulumi = pulumiCommands(stack.stack);
  return (fix) => {
    if ([...given, ...added].includes(fix.key)) return onCommandLine(fix);
    const [edited, command] = [edit({ ...fix, key: written.get(fix.key) ?? fix.key }), pulumi(fix)];
    return edited === command ? edited : `${edited}; or run\n${command}`;
  };
}
