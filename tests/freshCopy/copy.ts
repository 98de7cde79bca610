import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { trackedFiles } from "../tracked";
import type { Block } from "./blocks";

const root = join(__dirname, "../..");

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Whether somebody has made a block's change in the project itself. */
export function isFollowed({ text }: Block): boolean {
  const { file, hunks } = differenceIn(text);
  const content = textOf(join(root, file));
  return hunks.every(({ after }) => content.includes(after));
}

/** What a difference says: of a file, texts before and after. */
function differenceIn(text: string): { file: string; hunks: { before: string; after: string }[] } {
  const hunks = text.split(/^@@.*\n/m).slice(1);
  return { file: /^\+\+\+ b\/(.+)$/m.exec(text)![1]!, hunks: hunks.map(sidesOf) };
}

function sidesOf(hunk: string): { before: string; after: string } {
  const lines = hunk.trimEnd().split("\n");
  const side = (sign: string) =>
    lines
      .filter((line) => line === "" || line.startsWith(sign) || line.startsWith(" "))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { before: side("-"), after: side("+") };
}

function textOf(file: string): string {
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
}

/** The project's own files in a folder of their own, as somebody has them who follows a chapter. */
export class FreshCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "lab-copy-"));

  constructor() {
    for (const file of trackedFiles("")) cpSync(join(root, file), join(this.folder, file));
    // A junction needs no rights on Windows.
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  /** Does what a block of a chapter tells its reader to do to files: a change of one, or a new one. */
  follow({ kind, file, text }: Block): void {
    if (kind === "diff") this.applyDiff(text);
    else if (file !== undefined) this.write(file, text);
  }

  /** Runs a script of the copy with Node, and waits for its end. */
  node(...args: string[]): Promise<Ended> {
    // What this Jest tells its own children is not for the one in the copy.
    const { JEST_WORKER_ID: _id, NODE_ENV: _env, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd: this.folder, env: { ...env, NO_COLOR: "1" } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += String(chunk)));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output }));
    });
  }

  /** The rehearsal's one JSON document. */
  async plan(...options: string[]) {
    const { code, output } = await this.node("cli/start.js", "plan", "--strict", "--json", ...options);
    if (code !== 0) throw new Error(output);
    return JSON.parse(output) as { resources: { type: string; name: string; inputs: Record<string, any> }[] }; // eslint-disable-line @typescript-eslint/no-explicit-any
  }

  jest(...tests: string[]): Promise<Ended> {
    return this.node("node_modules/jest/bin/jest.js", ...tests, "--selectProjects", "unit");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(file: string): string {
    return textOf(join(this.folder, file));
  }

  private write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** A difference as git prints it, with context enough to find each place. */
  private applyDiff(text: string): void {
    const { file, hunks } = differenceIn(text);
    for (const { before, after } of hunks) {
      const content = this.read(file);
      if (content.split(before).length !== 2) throw new Error(`${file} has not exactly once:\n${before}`);
      this.write(
        file,
        content.replace(before, () => after),
      );
    }
  }
}
