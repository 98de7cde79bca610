import { type StdioOptions, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Environment } from "../context";

/** Where the CLI's standard output goes: to ours, to our standard error, or into the result. */
export type PulumiOutput = "shown" | "aside" | "kept";

export interface PulumiRun {
  readonly code: number;
  /** What it printed on standard output, if that was kept. */
  readonly stdout: string;
}

/** The Pulumi CLI in the project's folder. Its standard error is always shown. */
export interface PulumiCli {
  /** @param env in place of the user's own */
  run(args: readonly string[], output: PulumiOutput, env?: Environment): Promise<PulumiRun>;
}

export interface PulumiCliOptions {
  /** Path of Node. */
  readonly node: string;
  readonly folder: string;
  readonly env: Environment;
  /** Has this process live through Ctrl+C until the function that it returns is called. */
  readonly ignoreInterrupts: () => () => void;
}

/**
 * Ctrl+C reaches every process of the terminal. Pulumi then brings its state in order, and must not be left alone with that:
 * its start-up script, the process between, would end at once.
 */
const stayOnInterrupt = 'data:text/javascript,process.on("SIGINT", () => (process.exitCode = 1))';

/** The Pulumi CLI that `npm ci` installed. At its first run it downloads itself. */
export function createPulumiCli({ node, folder, env: own, ignoreInterrupts }: PulumiCliOptions): PulumiCli {
  return {
    async run(args, output, env = own) {
      const stdio: StdioOptions = [
        "inherit",
        ({ shown: "inherit", aside: 2, kept: "pipe" } as const)[output],
        "inherit",
      ];
      const command = ["--import", stayOnInterrupt, require.resolve("pulumi/run.js"), ...args];
      const child = spawn(node, command, { cwd: folder, env: { ...env }, stdio });
      const heedInterrupts = ignoreInterrupts();
      try {
        const ended = new Promise<number>((resolve, reject) => {
          child.on("error", reject);
          child.on("close", (code) => resolve(code ?? 1));
        });
        const [code, stdout] = await Promise.all([ended, child.stdout ? text(child.stdout) : ""]);
        return { code, stdout };
      } finally {
        heedInterrupts();
      }
    },
  };
}

/** The same CLI with another environment. */
export function withEnvironment(pulumi: PulumiCli, env: Environment): PulumiCli {
  return { run: (args, output, other = env) => pulumi.run(args, output, other) };
}
