import { npmCommand } from "../lib/npm";
import { isForEveryShell, shellCommand } from "../lib/shell";
import type { AnyCommand } from "./command";
import type { Environment } from "./context";
import { pulumiFlags, pulumiValueOptions } from "./pulumi/options";

/** Short options that npm has under a name of its own. */
const npmNames: Readonly<Record<string, string>> = { c: "call", p: "parseable" };

/**
 * Without `--` before them npm takes options as its own, and the lab or Pulumi would silently do something else. PowerShell
 * loses the `--` on its way to npm 10 and older.
 *
 * @param args what npm left of the command line
 * @returns what to say if npm took options of the lab, or of Pulumi where the command is Pulumi's
 */
export function swallowedOptions(
  args: readonly string[],
  env: Environment,
  commands: readonly AnyCommand[],
): string | undefined {
  const script = env["npm_lifecycle_event"];
  if (script === undefined) return undefined;
  const taken = takenByNpm(env, optionsFor(args, commands));
  if (taken.length === 0) return undefined;
  const words = args.slice(wordsOfScript(env));
  const isWhole = taken.every(({ text }) => text !== undefined) && isForEveryShell(words);
  const program = script === "start" ? [npmCommand(), "start", "--"] : [npmCommand(), "run", script, "--"];
  const command = isWhole
    ? shellCommand([...program, ...words, ...taken.map(({ text }) => text!)])
    : `${shellCommand(program)} … ${taken.map(({ option }) => `${option} …`).join(" ")}`;
  return (
    `npm took ${taken.map(({ option }) => option).join(" and ")} as its own. Put -- before the words of the command: ${command}\n` +
    "PowerShell loses that -- on its way to npm 10 and older. Type npm.cmd there in place of npm.\n"
  );
}

/** Options by their names without dashes, with whether each takes no value. */
type Flags = ReadonlyMap<string, boolean>;

function optionsFor(args: readonly string[], commands: readonly AnyCommand[]): Flags {
  const called = commands.find(({ name }) => name === args.slice(0, name.split(" ").length).join(" "));
  if (called?.rest) return new Map([...pulumiFlags.map(flag), ...pulumiValueOptions.map(value), ...letters.map(value)]);
  return new Map(
    commands.flatMap(({ options }) =>
      Object.entries(options).flatMap(([name, { kind, short }]): [string, boolean][] =>
        [name, ...(short === undefined ? [] : [short])].map((one) => [one, kind === "flag"]),
      ),
    ),
  );
}

const letters = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => [letter, letter.toUpperCase()]).flat();
const flag = (name: string): [string, boolean] => [name, true];
const value = (name: string): [string, boolean] => [name, false];

interface TakenOption {
  readonly option: string;
  /** As it was typed; `undefined` if npm left its value among the words. */
  readonly text: string | undefined;
}

/**
 * What the environment itself tells npm, in capitals, was not typed. On Windows the two are one variable, which has the name that
 * it got first. An option without a value is "true" to npm.
 */
function takenByNpm(env: Environment, flags: Flags): TakenOption[] {
  const names = Object.keys(env);
  return [...flags].flatMap(([name, isFlag]): TakenOption[] => {
    const setting = `npm_config_${npmNames[name] ?? name.replaceAll("-", "_")}`;
    const given = env[setting];
    if (given === undefined || given === "" || names.includes(setting.toUpperCase())) return [];
    const option = name.length === 1 ? `-${name}` : `--${name}`;
    if (given !== "true") return [{ option, text: name.length === 1 ? undefined : `${option}=${given}` }];
    return [{ option, text: isFlag ? option : undefined }];
  });
}

/** How many words of the command line the script in package.json has itself. */
function wordsOfScript(env: Environment): number {
  const [, own = ""] = (env["npm_lifecycle_script"] ?? "").split("cli/start.js");
  return own.split(" ").filter((word) => word !== "").length;
}
