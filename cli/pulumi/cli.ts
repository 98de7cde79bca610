import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Environment } from "../context";
import type { Interrupts } from "../interrupts";

/** Where the CLI's standard output goes: to ours, to our standard error, or into the result. */
export type PulumiOutput = "shown" | "aside" | "kept";

export interface PulumiRun {
  readonly code: number;
  /** What it printed on standard output, if that was kept. */
  readonly stdout: string;
}

/** The Pulumi CLI in the project's folder. Its standard error is always shown. */
export interface PulumiCli {
  /**
   * @param env in place of the user's own
   * @throws Interrupted if somebody has asked the command to end before
   */
  run(args: readonly string[], output: PulumiOutput, env?: Environment): Promise<PulumiRun>;
}

/** An output of this process. */
export interface OwnOutput {
  readonly isTTY?: boolean;
  write(chunk: Buffer): unknown;
}

export interface PulumiCliOptions {
  /** Path of Node. */
  readonly node: string;
  readonly folder: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly interrupts: Interrupts;
  readonly stdout: OwnOutput;
  readonly stderr: OwnOutput;
  /** Sends a signal; a negative id is that of a process group. */
  readonly kill: (pid: number, signal: NodeJS.Signals) => void;
}

/**
 * After an interrupt Pulumi brings its state in order, and must not be left alone with that: its start-up script, the process
 * between, would end at once.
 */
const stayOnInterrupt = 'data:text/javascript,process.on("SIGINT", () => (process.exitCode = 1))';

/** The Pulumi CLI that `npm ci` installed. At its first run it downloads itself. */
export function createPulumiCli(options: PulumiCliOptions): PulumiCli {
  const { node, folder, env: own, platform, interrupts, kill } = options;
  // Windows gives a detached process a console window of its own.
  const detached = platform !== "win32";
  return {
    run: (args, output, env = own) =>
      interrupts.outlive(async () => {
        interrupts.signal.throwIfAborted();
        const aim = { shown: options.stdout, aside: options.stderr, kept: undefined }[output];
        const stdio: StdioOptions = ["inherit", descriptorOf(aim, options), descriptorOf(options.stderr, options)];
        const command = ["--import", stayOnInterrupt, require.resolve("pulumi/run.js"), ...args];
        const child = spawn(node, command, { cwd: folder, env: { ...env }, stdio, detached });
        const pass = () => detached && interruptGroup(child, kill);
        interrupts.signal.addEventListener("abort", pass);
        try {
          if (aim) child.stdout?.on("data", (chunk: Buffer) => aim.write(chunk));
          child.stderr?.on("data", (chunk: Buffer) => options.stderr.write(chunk));
          return await resultOf(child, output === "kept");
        } finally {
          interrupts.signal.removeEventListener("abort", pass);
        }
      }),
  };
}

/**
 * Where Pulumi writes what is for one of our outputs. A terminal it has itself. A file or pipe is ours alone: if its reader goes (`| head`),
 * the system would end a program that writes there, in the middle of its work.
 */
function descriptorOf(aim: OwnOutput | undefined, { stdout, stderr }: PulumiCliOptions): "pipe" | 1 | 2 {
  if (aim?.isTTY !== true) return "pipe";
  return aim === stdout ? 1 : aim === stderr ? 2 : "pipe";
}

async function resultOf(child: ChildProcess, keep: boolean): Promise<PulumiRun> {
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const [code, stdout] = await Promise.all([ended, keep && child.stdout ? text(child.stdout) : ""]);
  return { code, stdout };
}

/**
 * Asks Pulumi to end in order. It knows SIGINT and not the signal of a closed terminal, and at a second one it ends at once,
 * with its state as it is: so it has a process group of its own, which the terminal's signals do not reach, and gets one.
 * On Windows a Ctrl+C reaches all processes of a console by itself.
 */
function interruptGroup({ pid }: ChildProcess, kill: PulumiCliOptions["kill"]): void {
  if (pid === undefined) return;
  try {
    kill(-pid, "SIGINT");
  } catch (error) {
    // It has just ended.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The same CLI with another environment. */
export function withEnvironment(pulumi: PulumiCli, env: Environment): PulumiCli {
  return { run: (args, output, other = env) => pulumi.run(args, output, other) };
}
