import { join } from "node:path";
import { type Context, wantsColour } from "./context";
import { createDockerClient } from "./docker/client";
import { runProgram } from "./process";
import { createPulumiCli } from "./pulumi/cli";
import { runCommand } from "./runCommand";

/** Columns if standard output is not a terminal. */
const defaultWidth = 100;

// A reader that has seen enough (`npm start | head`) is not a fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const folder = join(__dirname, "..");

const context: Context = {
  folder,
  workingFolder: process.cwd(),
  env: process.env,
  output: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: wantsColour(process.env, process.stdout.isTTY),
    width: process.stdout.columns ?? defaultWidth,
  },
  pulumi: createPulumiCli({ node: process.execPath, folder, env: process.env, ignoreInterrupts }),
  docker: createDockerClient(process.env),
  kubernetes: { connect: async (access) => (await import("./kubernetes/api")).connect(access) },
  run: runProgram,
};

void runCommand(process.argv.slice(2), context).then((exitCode) => {
  process.exitCode = exitCode;
});

/** @returns what ends it */
function ignoreInterrupts(): () => void {
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  return () => process.off("SIGINT", ignore);
}
