import type { Block, Page, Piece } from "../page";
import { commandsOf } from "../script";
import { imageFaults, portFaults } from "./names";
import { labFault, npmFault } from "./npm";
import { powershellFaults } from "./powershell";
import type { Program } from "./program";
import { type ToolCommand, toolCommand } from "./tools";

/** Something wrong in a page. */
export interface Fault {
  /** Such as `en/02-docker.md:17`. */
  readonly place: string;
  readonly problem: string;
}

export interface Checked {
  readonly faults: readonly Fault[];
  /** How many commands were held against the program. */
  readonly count: number;
  /** Those of other tools, whose options their own help knows. */
  readonly tools: readonly (ToolCommand & { readonly place: string })[];
}

/** Programs that every shell has, and those that a chapter says to install. */
const commonPrograms = [
  ...[
    "awk",
    "cat",
    "cd",
    "chmod",
    "cp",
    "cut",
    "curl",
    "curl.exe",
    "echo",
    "exit",
    "export",
    "git",
    "grep",
    "head",
    "hostname",
    "jq",
  ],
  ...[
    "ls",
    "mkdir",
    "mv",
    "node",
    "printf",
    "ps",
    "pwd",
    "rm",
    "sed",
    "seq",
    "sh",
    "sort",
    "ssh",
    "tail",
    "test",
    "uname",
    "unset",
  ],
  ...[
    "code",
    "for",
    "do",
    "done",
    "while",
    "sleep",
    "wsl",
    "nano",
    "sha256sum",
    "xargs",
    "kill",
    "timeout",
    "./passwords",
  ],
];

/** Holds all commands of a page against the program: those in its blocks, and those inside its sentences. */
export function checkCommands(page: Page, program: Program): Checked {
  const faults: Fault[] = [];
  const tools: (ToolCommand & { place: string })[] = [];
  let count = 0;
  const check = (words: readonly string[], place: string, inBlock: boolean) => {
    const fault = faultOf(words, program, inBlock);
    const tool = toolCommand(words);
    if (fault !== undefined) faults.push({ place, problem: fault });
    else if (typeof tool === "object") tools.push({ ...tool, place });
    count += 1;
  };
  for (const block of page.blocks.filter(({ kind }) => kind === "sh")) {
    for (const { words, line } of commandsOf(block.text)) check(words, placeOf(page, block, line), true);
  }
  for (const block of page.blocks.filter(({ kind }) => kind === "powershell")) {
    for (const { words, place, fault } of powershellFaults(page, block)) {
      if (fault !== undefined) faults.push({ place, problem: fault });
      if (words !== undefined) check(words, place, true);
    }
  }
  for (const code of page.codes.filter(({ text }) => /^(npm|npx|docker|kubectl|az|lab) [a-z]/.test(text))) {
    for (const { words } of commandsOf(code.text)) check(words, placeOf(page, code), false);
  }
  faults.push(...portFaults(page), ...imageFaults(page));
  return { faults, count, tools };
}

function faultOf(words: readonly string[], program: Program, inBlock: boolean): string | undefined {
  const [first = ""] = words;
  if (/^npm(\.cmd)?$/.test(first)) return npmFault(words, program);
  if (/^npx(\.cmd)?$/.test(first)) return words[1] === "pulumi" ? "npx pulumi ends at the first Ctrl+C" : undefined;
  // In a sentence, `docker run` or `lab drill` is a name, without what it needs.
  if (first === "lab") return nameFault(words.slice(1), program);
  const tool = toolCommand(words);
  if (typeof tool === "string") return tool;
  if (tool === undefined && inBlock && !commonPrograms.includes(first))
    return `${first}: no program that this guide knows`;
  return undefined;
}

function nameFault(words: readonly string[], program: Program): string | undefined {
  const fault = labFault(words, program);
  return fault?.includes("required option") ? undefined : fault;
}

export function placeOf({ path }: Page, { line }: Block | Piece, within = 0): string {
  return `${path}:${line + within}`;
}
