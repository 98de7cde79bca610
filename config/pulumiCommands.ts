import { type ShellWord, isForEveryShell, shellCommand } from "../lib/shell";
import { pulumiProgram } from "./commands";
import type { Fix, FixCommand, RenameFix, SetFix, SetItemFix, SetListFix, UnsetFix } from "./fix";
import { stackFileEdits } from "./stackFileEdits";
import { localStack } from "./stacks";

/**
 * Renders fixes as commands of the Pulumi CLI, one a line. Lists are removed first: `--path` cannot write into a value of
 * another type. What the CLI cannot do, or not every shell can say, is rendered as a change of the stack file.
 */
export function pulumiCommands(stack: string): FixCommand {
  const edit = stackFileEdits(stack);
  return (fix) => {
    if (isForEditor(fix)) return edit(fix);
    const commands = pulumiArguments(fix).map((words) => configCommand(stack, words));
    const texts = commands.flat().filter((word) => typeof word === "string");
    return isForEveryShell(texts) ? commands.map(shellCommand).join("\n") : edit(fix);
  };
}

/** Whether only an editor can carry a fix out: outside of `config:`, or moving a list or an object. */
function isForEditor(fix: Fix): boolean {
  if ("outside" in fix && fix.outside) return true;
  return fix.action === "rename" && (fix.type === "array" || fix.type === "object");
}

/** `config` commands of the Pulumi CLI without the stack. */
function pulumiArguments(fix: Fix): ConfigWords[] {
  if (fix.action !== "setObject") return changes(fix);
  const members = fix.members.flatMap((member) => changes(member, fix.key));
  if (!fix.replace) return members;
  return [{ verb: "rm", flags: [], words: [fix.key] }, ...members.filter(({ verb }) => verb === "set")];
}

interface ConfigWords {
  readonly verb: "set" | "rm";
  readonly flags: readonly string[];
  /** Path and value. */
  readonly words: readonly ShellWord[];
}

/** @param parent key of the object whose member is changed */
function changes(fix: SetFix | UnsetFix | RenameFix | SetItemFix | SetListFix, parent?: string): ConfigWords[] {
  const path = parent === undefined ? [] : [parent];
  const place = (key: string) => (parent === undefined ? key : pathWord([parent, key]));
  const flags = parent === undefined ? [] : ["--path"];
  const remove: ConfigWords = { verb: "rm", flags, words: [place(fix.key)] };
  switch (fix.action) {
    case "unset":
      return [remove];
    case "set":
      return [{ verb: "set", flags: [...flags, ...typeFlags(fix, flags)], words: [place(fix.key), fix.value] }];
    case "rename":
      return [remove, { verb: "set", flags: [...flags, ...typeFlags(fix, flags)], words: [place(fix.to), fix.value] }];
    case "setItem": {
      const words = [pathWord([...path, fix.key, 0]), fix.value];
      return [remove, { verb: "set", flags: ["--path", ...typeFlags(fix, ["--path"])], words }];
    }
    case "setList": {
      const indexes = fix.changed ?? [...fix.list.keys()];
      const items = indexes.map((index): ConfigWords => {
        const value = String(fix.list[index]);
        const flags = ["--path", ...typeFlags({ ...fix, action: "setItem", value }, ["--path"])];
        return { verb: "set", flags, words: [pathWord([...path, fix.key, index]), value] };
      });
      return fix.changed ? items : [remove, ...items];
    }
  }
}

/** With `--path`, the CLI takes what looks like a number or a flag for one. */
function typeFlags({ type = "string", value }: SetFix | RenameFix | SetItemFix, flags: readonly string[]): string[] {
  const looksOther = typeof value === "string" && /^(?:[-+]?\d+|true|false)$/i.test(value);
  return flags.includes("--path") && type === "string" && looksOther ? ["--type", "string"] : [];
}

/** A property path as Pulumi reads it: `curfew.days[0]`, `curfew["a.b"]`. */
function pathWord(path: readonly (string | number)[]): string {
  return path.map(pathPart).join("");
}

function pathPart(part: string | number, index: number): string {
  if (typeof part === "number") return `[${part}]`;
  if (/^[^.[\]"]+$/.test(part)) return index === 0 ? part : `.${part}`;
  return `["${part.replaceAll('"', '\\"')}"]`;
}

function configCommand(stack: string, { verb, flags, words }: ConfigWords): ShellWord[] {
  const of = stack === localStack ? [] : ["--stack", stack];
  // After `--` nothing is a flag.
  const isFlag = words.some((word) => typeof word === "string" && word.startsWith("-"));
  const tail = isFlag ? [...of, "--", ...words] : [...words, ...of];
  return [...pulumiProgram(stack), "config", verb, ...flags, ...tail];
}
