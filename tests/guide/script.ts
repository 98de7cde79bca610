import { type ParseEntry, parse } from "shell-quote";

/** One program with its words: a part of a line between pipes, `&&` and `;`, or inside `$(…)`. */
export interface Command {
  readonly words: readonly string[];
  /** Number of its line in the script, from 1. */
  readonly line: number;
}

/** A line of a script that is a command of its own: continued lines are one, and a here-document belongs to its command. */
export interface Line {
  readonly text: string;
  readonly line: number;
}

/** The lines of a script that somebody types one after the other. @param goesOn ends a line that the next one continues */
export function linesOf(script: string, goesOn = "\\"): Line[] {
  const lines: Line[] = [];
  let open: { text: string; line: number } | undefined;
  let end: string | undefined;
  for (const [index, text] of script.split("\n").entries()) {
    if (end !== undefined) {
      if (text === end) end = undefined;
      continue;
    }
    const whole: Line = open ? { text: `${open.text} ${text.trim()}`, line: open.line } : { text, line: index + 1 };
    open = text.endsWith(goesOn) ? { text: whole.text.slice(0, -1).trimEnd(), line: whole.line } : undefined;
    if (open || whole.text.trim() === "") continue;
    end = /<<-?\s*['"]?(\w+)['"]?/.exec(whole.text)?.[1];
    lines.push(whole);
  }
  return lines;
}

/** What a reader puts their own word for. */
const placeholder = /<[a-z][\w -]*>/gi;

/** All programs that a script's lines call, with their words. Variables stay as they are written. */
export function commandsOf(script: string): Command[] {
  return linesOf(script).flatMap(({ text, line }) =>
    wordsIn(text.replace(placeholder, "PLACEHOLDER")).map((words) => ({ words, line })),
  );
}

const separators = ["|", "||", "&&", ";", "&", "(", ")", "|&"];

function wordsIn(text: string): string[][] {
  const inner = [...text.matchAll(/\$\(([^()]*)\)/g)].flatMap(([, command]) => wordsIn(command!));
  // The number before a redirection is no word.
  const simple = text.replace(/\$\([^()]*\)/g, "SUBSTITUTE").replace(/\s\d(?=>)/g, " ");
  const entries = parse(simple, (name) => `$${name}`);
  const commands: string[][] = [[]];
  let skipsNext = false;
  for (const entry of entries) {
    if (skipsNext) skipsNext = false;
    else if (isSeparator(entry)) commands.push([]);
    else if (isRedirection(entry)) skipsNext = true;
    else if (typeof entry === "string") commands.at(-1)!.push(entry);
    else if ("pattern" in entry) commands.at(-1)!.push(entry.pattern);
  }
  return [...commands.map(withoutAssignments).filter((words) => words.length > 0), ...inner];
}

function isSeparator(entry: ParseEntry): boolean {
  return typeof entry === "object" && "op" in entry && separators.includes(entry.op);
}

function isRedirection(entry: ParseEntry): boolean {
  return typeof entry === "object" && "op" in entry && /[<>]/.test(entry.op);
}

/** `A=1 docker …` is docker; `A=1` alone is no program. */
function withoutAssignments(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !/^\w+=/.test(word));
  return first < 0 ? [] : words.slice(first);
}
