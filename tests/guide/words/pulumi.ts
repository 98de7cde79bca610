import { pulumiFlags, pulumiValueOptions } from "../../../cli/pulumi/options";
import { configFault } from "./config";
import type { Program } from "./program";

/** Commands of the Pulumi CLI that a lab is run with. */
const commands = [
  ...["up", "preview", "destroy", "refresh", "cancel", "login", "logout", "new", "whoami"],
  ...["config", "config set", "config get", "config rm", "config set-all"],
  ...["stack", "stack init", "stack ls", "stack output", "stack rm", "stack select", "stack export", "stack import"],
];

/** What is wrong with the words of the Pulumi CLI: its command, options, the lab's keys and outputs. */
export function pulumiFault(
  words: readonly string[],
  stack: string | undefined,
  { outputs }: Program,
): string | undefined {
  const plain: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const [, name, value] = /^--([\w-]+)(=.*)?$/.exec(words[index]!) ?? [];
    if (name === undefined && !words[index]!.startsWith("-")) plain.push(words[index]!);
    else if (name !== undefined && pulumiValueOptions.includes(name)) index += value === undefined ? 1 : 0;
    else if (name === undefined || !pulumiFlags.includes(name)) return `Pulumi has no option ${words[index]}`;
  }
  const [first = "", second = "", third, fourth] = plain;
  const name = commands.includes(`${first} ${second}`) ? `${first} ${second}` : first;
  if (!commands.includes(name)) return `${name}: no such command of Pulumi's`;
  if (first === "stack" && name === "stack" && second !== "") return `stack ${second}: no such command of Pulumi's`;
  if (name === "config" && second !== "") return configFault(second, undefined, stack);
  if (name.startsWith("config ") && third !== undefined) return configFault(third, fourth, stack);
  if (name === "stack output" && third !== undefined && !outputs.includes(third))
    return `the program has no output ${third}: it has ${outputs.join(", ")}`;
  return undefined;
}
