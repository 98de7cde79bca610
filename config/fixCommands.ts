import { parseJson } from "../lib/json";
import { type ShellWord, prefixed, shellCommand } from "../lib/shell";
import type { Fix, FixCommand, SetItemFix } from "./fix";
import { pulumiCommands } from "./pulumiCommands";
import { defaultStack } from "./stacks";

/**
 * Renders fixes for a run that has options `--config`. A value given there is fixed by repeating the whole command line, with
 * all fixes; any other by the Pulumi CLI.
 *
 * @param fixes all fixes of the run
 * @param overrides the values of its options `--config`, `key=value` each
 */
export function fixCommands(
  fixes: readonly Fix[],
  project: string,
  stack: string,
  overrides: readonly string[],
): FixCommand {
  const keyOf = (override: string) => {
    const key = override.split("=")[0]!;
    return key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key;
  };
  const fixOfKey = new Map(fixes.map((fix) => [fix.key, fix]));
  const fixed = overrides.flatMap((override): ShellWord[] => {
    const fix = fixOfKey.get(keyOf(override));
    const words = fix ? fixedOption(fix) : [override];
    return words.flatMap((word): ShellWord[] => ["--config", word]);
  });
  const options = [...(stack === defaultStack ? [] : ["--stack", stack]), ...fixed];
  const command = shellCommand(["npm", "start", ...(options.length > 0 ? ["--"] : []), ...options]);
  const fromOptions = (fix: Fix) => overrides.some((override) => keyOf(override) === fix.key);
  const pulumi = pulumiCommands(stack);
  return (fix) => (fromOptions(fix) ? command : pulumi(fix));
}

/** The option's value after a fix; none where the option is to be left out. */
function fixedOption(fix: Fix): ShellWord[] {
  switch (fix.action) {
    case "unset":
      return [];
    case "set":
      return [prefixed(`${fix.key}=`, fix.value)];
    case "rename":
      return [`${fix.to}=${unpacked(fix.value)}`];
    case "setItem":
      return [`${fix.key}=${JSON.stringify([itemOf(fix)])}`];
    case "setObject":
      return [`${fix.key}=${JSON.stringify(fix.value)}`];
  }
}

function itemOf({ value, type }: SetItemFix): unknown {
  const text = typeof value === "string" ? value : value.shell;
  return type === "integer" ? Number(text) : text;
}

/** A value that is itself the JSON of a text would be unpacked once more. */
function unpacked(value: string): string {
  return typeof parseJson(value) === "string" ? JSON.stringify(value) : value;
}
