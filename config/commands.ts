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

/** How people write a secret output into a file. Windows PowerShell 5.1 would write it as UTF-16. */
export function saveOutputCommand(stack: string, output: string, file: string): string {
  const [npm = "", run = "", ...others] = pulumiProgram(stack);
  const command = shellCommand([npm, run, "--silent", ...others, "stack", "output", output, "--show-secrets"]);
  return `${npm === "npm" ? "" : "in cmd, Git Bash or PowerShell 7: "}${command} > ${file}`;
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

/** How people remove the local lab. */
export function downCommand(options: readonly string[] = []): string {
  return shellCommand([npmCommand(), "run", "local:down", ...(options.length > 0 ? ["--"] : []), ...options]);
}

/** How people remove a lab of any target, and have it proved that nothing is left. */
export function downEverythingCommand(options: readonly string[] = []): string {
  return shellCommand([npmCommand(), "run", "down", ...(options.length > 0 ? ["--"] : []), ...options]);
}

/** How people run a command of the lab that has no script of its own. */
export function labCommand(words: readonly string[]): string {
  return shellCommand([npmCommand(), "run", "lab", "--", ...words]);
}

/** How people rehearse, with options of `lab plan`. */
export function rehearseCommand(options: readonly ShellWord[]): string {
  return shellCommand([npmCommand(), "start", ...(options.length > 0 ? ["--"] : []), ...options]);
}
