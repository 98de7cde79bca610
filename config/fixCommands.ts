import { stringify } from "yaml";
import { parseJson } from "../lib/json";
import { type ShellWord, prefixed } from "../lib/shell";
import { rehearseCommand } from "./commands";
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
    const words = fix ? fixedOption(fix) : [respelt(override)];
    return words.flatMap((word): ShellWord[] => ["--config", word]);
  });
  const options = [...(stack === defaultStack ? [] : ["--stack", stack]), ...fixed];
  const command = rehearseCommand(options);
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
      return [`${fix.key}=${flowText([itemOf(fix)])}`];
    case "setList":
      return [`${fix.key}=${flowText(fix.list)}`];
    case "setObject":
      return [`${fix.key}=${flowText(fix.value)}`];
  }
}

function itemOf({ value, type }: SetItemFix): unknown {
  const text = typeof value === "string" ? value : value.shell;
  return type === "integer" ? Number(text) : text;
}

/** A list or an object that was given as JSON is repeated as YAML. */
function respelt(override: string): string {
  const [, start = "", value = ""] = /^([^=]*=)(.*)$/s.exec(override) ?? [];
  const parsed = parseJson(value);
  return typeof parsed === "object" && parsed !== null ? `${start}${flowText(parsed)}` : override;
}

/** YAML on one line, which unlike JSON needs no double quotes: not every shell hands them on. */
function flowText(value: unknown): string {
  const style = { collectionStyle: "flow", flowCollectionPadding: false, singleQuote: true, lineWidth: 0 } as const;
  return stringify(value, style).trimEnd();
}

/** A value that is itself the JSON of a text would be unpacked once more. */
function unpacked(value: string): string {
  return typeof parseJson(value) === "string" ? JSON.stringify(value) : value;
}
