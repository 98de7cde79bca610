import { type StdioOptions, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { projectFolder } from "../../config/stackConfig";
import { UserError } from "../../lib/userError";

/** What a run of the Pulumi CLI came to. */
export interface PulumiRun {
  readonly code: number;
  /** What it printed on standard output, where that was kept. */
  readonly stdout: string;
}

/**
 * Ctrl+C reaches everybody: Pulumi, which then brings its state in order, and those who started it. Who ended first would
 * leave it alone with that, and the one between, the CLI's start-up script, does unless it is told otherwise.
 */
const stayOnInterrupt = 'data:text/javascript,process.on("SIGINT", () => (process.exitCode = 1))';

/**
 * Runs the Pulumi CLI that `npm ci` installed, in the project's folder. At its first run it downloads itself.
 *
 * @param output whether its standard output is shown to the user, or kept; its standard error is shown
 */
export async function pulumi(
  args: readonly string[],
  output: "shown" | "kept",
  env: NodeJS.ProcessEnv = process.env,
): Promise<PulumiRun> {
  const stdio: StdioOptions = ["inherit", output === "shown" ? "inherit" : "pipe", "inherit"];
  const command = ["--import", stayOnInterrupt, require.resolve("pulumi/run.js"), ...args];
  const child = spawn(process.execPath, command, { cwd: projectFolder, env, stdio });
  const stay = () => undefined;
  process.on("SIGINT", stay);
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
    const [code, stdout] = await Promise.all([ended, child.stdout ? text(child.stdout) : ""]);
    return { code, stdout };
  } finally {
    process.off("SIGINT", stay);
  }
}

/** The same, kept, for what has to work. @throws UserError if Pulumi fails, after it has said why */
export async function pulumiOutput(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout } = await pulumi(args, "kept", env);
  if (code !== 0) throw new UserError(`\`pulumi ${args.join(" ")}\` failed; what it said is above.`);
  return stdout;
}
