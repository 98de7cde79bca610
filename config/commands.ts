import { npmCommand } from "../lib/npm";
import { type ShellWord, shellCommand } from "../lib/shell";
import { defaultStack, localStack } from "./stacks";

/** The words before Pulumi's own in the command that runs Pulumi on a stack. */
export function pulumiProgram(stack: string): string[] {
  return [npmCommand(), "run", stack === localStack ? "local:pulumi" : "pulumi", "--"];
}

/** How people run Pulumi on a stack; the default one is probably selected. */
export function pulumiCommand(stack: string, words: readonly string[]): string {
  const selected = stack === localStack || stack === defaultStack;
  return shellCommand([...pulumiProgram(stack), ...words, ...(selected ? [] : ["--stack", stack])]);
}

/** How people bring a stack up, or up to date. */
export function upCommand(stack: string): string {
  return stack === localStack ? shellCommand([npmCommand(), "run", "local"]) : pulumiCommand(stack, ["up"]);
}

/** The same for a stack on Azure that is called like the local one. */
export function azureUpCommand(stack: string): string {
  if (stack !== localStack) return upCommand(stack);
  return shellCommand([...pulumiProgram(defaultStack), "up", "--stack", stack]);
}

/** How people rehearse, with options of `lab plan`. */
export function rehearseCommand(options: readonly ShellWord[]): string {
  return shellCommand([npmCommand(), "start", ...(options.length > 0 ? ["--"] : []), ...options]);
}
