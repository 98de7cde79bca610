import { shellQuote } from "../lib/shell";
import { type Fix, type FixCommand, pulumiCommands } from "./error";
import { defaultStack } from "./stacks";

/** What came from the command line is fixed there, by the whole of it; all else in the stack's file. */
export function fixCommands(
  fixes: readonly Fix[],
  project: string,
  stack: string,
  overrides: readonly string[],
): FixCommand {
  const keyOf = (override: string) => override.split("=")[0]?.replace(`${project}:`, "");
  const fixOfKey = new Map(fixes.map((fix) => [wholeKey(fix), fix]));
  const fixed = overrides.flatMap((override) => {
    const fix = fixOfKey.get(keyOf(override) ?? "");
    return fix ? fixedOption(fix) : [`--config ${shellQuote(override)}`];
  });
  const options = [...(stack === defaultStack ? [] : [`--stack ${stack}`]), ...fixed];
  const command = ["npm start", ...(options.length > 0 ? ["--"] : []), ...options].join(" ");
  return (fix) =>
    overrides.some((override) => keyOf(override) === wholeKey(fix)) ? command : pulumiCommands(stack)(fix);
}

/** The key that an option names: an object is given as a object. */
function wholeKey({ key, object }: Fix): string {
  return object?.key ?? key;
}

/** Nothing, where the option is to be left out. */
function fixedOption({ key, value, item, rename, object, members }: Fix): string[] {
  if (object) return [`--config ${shellQuote(`${object.key}=${object.value}`)}`];
  if (members) return [`--config ${shellQuote(`${key}=${value}`)}`];
  if (rename) return [`--config ${rename.key}=${rename.value}`];
  if (value === undefined) return [];
  return [`--config ${item ? shellQuote(`${key}=${oneItem(value, item)}`) : `${key}=${value}`}`];
}

function oneItem(value: string, type: "string" | "integer"): string {
  return JSON.stringify([type === "integer" ? Number(value) : value]);
}
