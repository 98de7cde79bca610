import { spawnSync } from "node:child_process";
import type { Checked, Fault } from "../words";
import { azOptions } from "../words/az";
import { type ToolCommand, optionsOf } from "../words/tools";

/** Tools that print their options without a server or an account. */
export const toolsWithHelp = ["docker", "kubectl"];

/** What a tool prints about itself. @param args such as `compose up --help` */
export type Help = (tool: string, ...args: readonly string[]) => string;

/** Options that a tool's own help does not have; of az, which is not installed for a test, those that a copy of its help lacks. */
export function optionFaults(tools: Checked["tools"], help: Help = printedHelp()): Fault[] {
  return tools.flatMap((command) => {
    const known = command.tool === "az" ? azOptions(command.name.join(" ")) : knownOptions(command, help);
    const fault = (option: string) => `${command.tool} ${command.name.join(" ")} has no ${option}`;
    return optionsOf(command)
      .map((option) => option.replace(/=.*/, ""))
      .filter((option) => !known.includes(option) && !lettersKnown(option, known))
      .map((option) => ({ place: command.place, problem: fault(option) }));
  });
}

/** `-it` is `-i` and `-t`. */
function lettersKnown(option: string, known: readonly string[]): boolean {
  return /^-[a-z]{2,}$/.test(option) && [...option.slice(1)].every((letter) => known.includes(`-${letter}`));
}

/** Those of the command, and those that all commands of its tool take. */
function knownOptions({ tool, name }: ToolCommand, help: Help): string[] {
  const texts = [
    help(tool, ...name, "--help"),
    tool === "kubectl" ? help(tool, "options") : help(tool, "--help"),
    name[0] === "compose" ? help(tool, "compose", "--help") : "",
  ];
  const printed = texts.flatMap((text) => [...text.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g)]);
  return ["--help", "--version", ...printed.map(([option]) => option)];
}

/** Asks the programs of this machine, each question once. */
function printedHelp(): Help {
  const answers = new Map<string, string>();
  return (tool, ...args) => {
    const key = [tool, ...args].join(" ");
    const { status, stdout, error } = answers.has(key)
      ? { status: 0, stdout: answers.get(key)!, error: undefined }
      : spawnSync(tool, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${key} prints no help`, { cause: error });
    answers.set(key, stdout);
    return stdout;
  };
}
