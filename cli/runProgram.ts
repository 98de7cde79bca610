import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { CannotTell } from "./cannotTell";
import type { Environment } from "./context";

/** How another program ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs another program. @throws CannotTell if it is not there */
export type RunProgram = (program: string, args: readonly string[], env: Environment) => Promise<Ended>;

export const runProgram: RunProgram = async (program, args, env) => {
  const child = spawn(program, args, { env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("close", (code) => resolve(code ?? 1));
    child.on("error", () => reject(new CannotTell(`${program} cannot be run: install it, or put it on the PATH.`)));
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
};
