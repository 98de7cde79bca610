import { spawnSync } from "node:child_process";
import type { Checked } from "../words";
import { type ToolCommand, optionsOf } from "../words/tools";
import type { Fault } from "../words";

/** Tools that print their options without a server or an account. */
export const toolsWithHelp = ["docker", "kubectl"];

/** Options that a tool's own help does not have. */
export function optionFaults(tools: Checked["tools"]): Fault[] {
  return tools
    .filter(({ tool }) => toolsWithHelp.includes(tool))
    .flatMap((command) => {
      const known = helpOf(command);
      return optionsOf(command)
        .map((option) => option.replace(/=.*/, ""))
        .filter((option) => !known.includes(option) && !lettersKnown(option, known))
        .map((option) => ({
          place: command.place,
          problem: `${command.tool} ${command.name.join(" ")} has no ${option}`,
        }));
    });
}

/** `-it` is `-i` and `-t`. */
function lettersKnown(option: string, known: readonly string[]): boolean {
  return /^-[a-z]{2,}$/.test(option) && [...option.slice(1)].every((letter) => known.includes(`-${letter}`));
}

const helps = new Map<string, readonly string[]>();

function helpOf({ tool, name }: ToolCommand): readonly string[] {
  const key = [tool, ...name].join(" ");
  const options = helps.get(key) ?? [...optionsIn(tool, name), ...commonOptions(tool, name)];
  helps.set(key, options);
  return options;
}

function commonOptions(tool: string, name: readonly string[]): string[] {
  const common = tool === "kubectl" ? optionsIn("kubectl", ["options"], []) : optionsIn("docker", []);
  return ["--help", "--version", ...common, ...(name[0] === "compose" ? optionsIn("docker", ["compose"]) : [])];
}

function optionsIn(tool: string, name: readonly string[], ask: readonly string[] = ["--help"]): string[] {
  const { status, stdout, error } = spawnSync(tool, [...name, ...ask], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${tool} ${name.join(" ")} prints no help`, { cause: error });
  return [...stdout.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g)].map(([option]) => option);
}
