import { Command as Parser, CommanderError, Option } from "commander";
import { closest } from "fastest-levenshtein";
import { labCommand } from "../config/commands";
import type { AnyCommand, ExitCode, OptionSpec } from "./command";

/** A command that was asked for, with its options. */
export interface Call {
  readonly command: AnyCommand;
  readonly options: Readonly<Record<string, unknown>>;
  readonly rest: readonly string[];
}

/** An end without a command: help, the version, or a refusal. */
export interface Reply {
  readonly out: string;
  readonly err: string;
  readonly exitCode: ExitCode;
}

export interface CommandSet {
  readonly commands: readonly AnyCommand[];
  /** Summary of each group of commands by its name. */
  readonly groups: Readonly<Record<string, string>>;
  /** Name of the command that runs without a name. */
  readonly defaultName: string;
}

const exitCodes = "Exit codes: 0 done, 1 no or refused, 2 cannot tell.";

/**
 * Reads a command line.
 *
 * @param args what follows the program's name
 * @param width columns of the help
 */
export function parse(args: readonly string[], set: CommandSet, version: string, width: number): Call | Reply {
  const unknown = unknownCommand(args, set);
  if (unknown !== undefined) return { out: "", err: `${unknown}\n`, exitCode: 1 };
  const reply = { out: "", err: "" };
  let call: Call | undefined;
  const lab = new Parser("lab")
    .description("Rehearses the container lab and looks after it.")
    .version(version)
    .addHelpText("after", `\n${exitCodes}`)
    .showHelpAfterError()
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void (reply.out += text),
      writeErr: (text) => void (reply.err += text),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    });
  addCommands(lab, set, (chosen) => void (call = chosen));
  try {
    lab.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ...reply, exitCode: error.exitCode };
  }
  return call ?? { ...reply, exitCode: 1 };
}

function addCommands(lab: Parser, { commands, groups, defaultName }: CommandSet, choose: (call: Call) => void): void {
  const parsers: Record<string, Parser> = {};
  for (const command of commands) {
    const [word = "", group = ""] = command.name.split(" ").reverse();
    if (group in groups) parsers[group] ??= lab.command(group).description(groups[group]!);
    const parser = (parsers[group] ?? lab).command(word, { isDefault: command.name === defaultName });
    parser.description(command.summary);
    for (const [name, spec] of Object.entries(command.options)) parser.addOption(optionOf(name, spec));
    if (command.rest) {
      parser.argument(`[${command.rest.placeholder}...]`, command.rest.summary);
      parser.helpOption(false).allowUnknownOption().passThroughOptions();
    }
    parser.action(() => choose({ command, options: valuesOf(command, parser), rest: parser.args }));
  }
}

function optionOf(name: string, spec: OptionSpec): Option {
  const short = spec.short === undefined ? "" : `-${spec.short}, `;
  if (spec.kind === "flag") return new Option(`${short}--${name}`, spec.summary);
  const option = new Option(`${short}--${name} <${spec.placeholder}>`, spec.summary);
  if (spec.kind === "list") return option.argParser((value, previous: string[] = []) => [...previous, value]);
  return option.default(spec.default).makeOptionMandatory(spec.required ?? false);
}

/** Flags that are not given are false, and lists empty. */
function valuesOf({ options }: AnyCommand, parser: Parser): Record<string, unknown> {
  const values = parser.opts<Record<string, unknown>>();
  const absent = { flag: false, list: [], text: undefined };
  return Object.fromEntries(
    Object.entries(options).map(([name, { kind }]) => [name, values[attributeOf(name)] ?? absent[kind]]),
  );
}

/** Commander's own name for an option's value: `untilEnd` for `--until-end`. */
function attributeOf(name: string): string {
  return new Option(`--${name}`).attributeName();
}

/** Commander would hand an unknown word to the default command, and say that it takes no words. */
function unknownCommand(args: readonly string[], { commands, groups }: CommandSet): string | undefined {
  const names = commands.map(({ name }) => name);
  const [first = "", second = ""] = args;
  const isGroup = first in groups;
  const word = isGroup ? second : first;
  const name = isGroup ? `${first} ${second}` : first;
  if (word === "" || word === "help" || word.startsWith("-") || names.includes(name)) return undefined;
  const nearest = closest(name, [...names, ...(isGroup ? [] : Object.keys(groups))]);
  return `${name}: no such command; the nearest is ${nearest}. \`${labCommand(["--help"])}\` lists all.`;
}
