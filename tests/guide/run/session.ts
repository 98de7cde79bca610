import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { quote } from "shell-quote";
import { difference } from "../compare";
import type { Page } from "../page";
import { linesOf } from "../script";
import type { Fault } from "../words";

/** Where a chapter's commands run. */
export interface Place {
  /** Words before the program, which bring it to another network for example. @default none */
  readonly enter?: readonly string[];
  /** The folder in which a reader opens the terminal. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What came of a chapter. */
export interface Outcome {
  readonly faults: readonly Fault[];
  /** Commands that ran. */
  readonly run: number;
  /** Outputs that were as the page shows them. */
  readonly compared: number;
}

/** A chapter ends in seconds; one that hangs must not hang the tests. */
const limitMs = 240_000;

/** How often a block that says `again` runs at most. A kubectl takes 0.1 s or more, so this is time enough for a program to start. */
const tries = 100;

/**
 * Runs what a page runs, in one Bash as a reader types it: block after block, until one fails. A command that fails is a fault, unless
 * the block says `fails`, and so is an output that differs from what the page shows.
 */
export async function runPage(page: Page, place: Place): Promise<Outcome> {
  const blocks = page.blocks.filter(({ runs }) => runs);
  const scripts = mkdtempSync(path.join(tmpdir(), "lab-guide-"));
  const file = (index: number, kind: string) => path.join(scripts, `${index}.${kind}`);
  const read = (index: number, kind: string) =>
    existsSync(file(index, kind)) ? readFileSync(file(index, kind), "utf8") : undefined;
  try {
    for (const [index, block] of blocks.entries()) writeFileSync(file(index, "sh"), scriptOf(block));
    writeFileSync(path.join(scripts, "all"), driver(blocks, scripts));
    const ended = await runBash(path.join(scripts, "all"), place);
    const faults: Fault[] = [];
    let [run, compared] = [0, 0];
    for (const [index, block] of blocks.entries()) {
      const at = (line: number, problem: string) =>
        faults.push({ place: `${page.path}:${block.line + line}`, problem });
      const [failed, output] = [read(index, "failed"), read(index, "out") ?? ""];
      if (failed === undefined)
        return { faults: [...faults, { place: `${page.path}:${block.line}`, problem: ended }], run, compared };
      run += linesOf(block.text).length;
      const [line, status] = failed.trim().split(" ").map(Number);
      if (status && !block.fails) at(line!, `ends with ${status}: ${output}`);
      if (!status && block.fails) at(0, "no command fails, and the page says so");
      const { expected } = block;
      const differs = expected && difference(expected.text, output);
      if (differs) {
        const place = `${page.path}:${expected.line + differs.line}`;
        faults.push({ place, problem: `shows \`${differs.text}\`, and this came:\n${output}` });
      } else if (expected) compared += 1;
      if (faults.length > 0) return { faults, run, compared };
    }
    return { faults, run, compared };
  } finally {
    rmSync(scripts, { recursive: true });
  }
}

/** Of a block that is typed, all but its first line goes to that line's program by a terminal: without one, `--tty` is refused. */
function scriptOf({ text, typed }: Page["blocks"][number]): string {
  if (!typed) return text;
  const [opens = "", ...lines] = text.split("\n");
  return `script --quiet --return --flush --command ${quote([opens])} /dev/null <<'TYPED'\n${lines.join("\n")}TYPED\n`;
}

/**
 * One shell for all blocks. Its trap notes line and status of the first command of a block that fails. A block must not stand in a
 * condition (`|| true`): Bash sets no trap off there.
 */
function driver(blocks: Page["blocks"], scripts: string): string {
  const steps = blocks.map(({ fails, again }, index) => {
    const file = (kind: string) => `"${path.join(scripts, `${index}.${kind}`)}"`;
    return [
      `trap '_status=$?; [ -e ${file("failed")} ] || echo "$LINENO $_status" >${file("failed")}' ERR`,
      `for _try in {1..${again ? tries : 1}}; do`,
      `rm -f ${file("failed")}`,
      `. ${file("sh")} >${file("out")} 2>&1 </dev/null`,
      `if [ ! -e ${file("failed")} ] && grep --quiet "[^[:space:]]" ${file("out")}; then break; fi`,
      "done",
      "trap - ERR",
      `if [ ! -e ${file("failed")} ]; then : >${file("failed")}; ${fails ? "exit 1" : ""}`,
      `else :; ${fails ? "" : "exit 1"}`,
      "fi",
    ].join("\n");
  });
  return steps.join("\n");
}

/** @returns why it ended before its last block, if it did */
function runBash(script: string, { enter = [], folder, env }: Place): Promise<string> {
  const [program = "", ...args] = [...enter, "bash", "--noprofile", "--norc", script];
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"], detached: true });
  return new Promise((resolve, reject) => {
    let errors = "";
    child.stderr.on("data", (data) => (errors += String(data)));
    const limit = setTimeout(() => endGroup(child.pid!), limitMs);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(limit);
      // What a chapter leaves in the background ends with it.
      endGroup(child.pid!);
      resolve(`the shell ended before this block, with ${signal ?? code}: ${errors}`);
    });
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
