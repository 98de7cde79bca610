import { parse } from "../../../cli/parse";
import { commandSet } from "../../../cli/commands";
import { localStack } from "../../../config";
import { loadCourse } from "../../../cli/exercises/load";
import { configFault } from "./config";
import type { Program } from "./program";
import { pulumiFault } from "./pulumi";

/** What npm does by itself. */
const ownCommands = ["ci", "install", "test", "run", "start"];

/** What is wrong with a line that begins with npm: its script, and the options and keys of the lab's own command. */
export function npmFault(words: readonly string[], program: Program): string | undefined {
  const dashes = words.indexOf("--");
  const before = dashes < 0 ? words : words.slice(0, dashes);
  const given = dashes < 0 ? [] : words.slice(dashes + 1);
  const swallowed = before.find((word) => word.startsWith("-") && word !== "--silent");
  if (swallowed !== undefined) return `npm takes ${swallowed} as its own: it belongs after --`;
  const [, first = "", ...others] = before.filter((word) => word !== "--silent");
  if (!ownCommands.includes(first)) return `npm ${first}: only ${ownCommands.join(", ")} are used here`;
  const [script = "", ...rest] = first === "run" ? others : [first, ...others];
  const line = program.scripts[script];
  if (line === undefined) return first === "run" ? `package.json has no script ${script}` : undefined;
  const [, own] = /^node cli\/start\.js ?(.*)$/.exec(line) ?? [];
  return own === undefined ? undefined : labFault([...own.split(" "), ...rest, ...given].filter(Boolean), program);
}

/** What is wrong with the words of the command `lab`. */
export function labFault(words: readonly string[], program: Program): string | undefined {
  const call = parse(words, commandSet, "0.0.0", 100);
  if ("exitCode" in call) return call.exitCode === 0 ? undefined : call.err.split("\n")[0];
  const { command, options, rest } = call;
  if (command.rest) return pulumiFault(rest, command.name.startsWith("local") ? localStack : undefined, program);
  const stack = typeof options["stack"] === "string" ? options["stack"] : undefined;
  const exercise = options["exercise"];
  if (typeof exercise === "string" && !loadCourse(program.folder).exercises.some(({ id }) => id === exercise))
    return `there is no exercise ${exercise}`;
  for (const pair of (options["config"] as readonly string[] | undefined) ?? []) {
    const [, key = pair, value = ""] = /^([^=]+)=([^]*)$/.exec(pair) ?? [];
    const fault = configFault(key, value, stack);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
