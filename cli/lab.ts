import { join } from "node:path";
import { createAzureClient } from "./azure/client";
import { createClock } from "./clock";
import { type Context, wantsColour } from "./context";
import { systemOf } from "./docker/advice";
import { createDockerClient } from "./docker/client";
import { Interrupts } from "./interrupts";
import { createProcessList } from "./processes";
import { runProgram } from "./runProgram";
import { createAsk } from "./prompt";
import { createPulumiCli } from "./pulumi/cli";
import { runCommand } from "./runCommand";

/** Columns if standard output is not a terminal. */
const defaultWidth = 100;

const interrupts = new Interrupts(process);

// A reader that has seen enough (`npm start | head`) is not a fault, and neither is a terminal that was closed. What must not end
// in the middle goes on without them.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!["EPIPE", "EIO"].includes(error.code ?? "")) throw error;
    // With the code of the command, if that has ended already.
    if (!interrupts.outliving) process.exit();
  });
}

const folder = join(__dirname, "..");
const clock = createClock(interrupts.signal);

const context: Context = {
  folder,
  workingFolder: process.cwd(),
  env: process.env,
  system: systemOf(process.platform, process.env),
  output: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: wantsColour(process.env, process.stdout.isTTY),
    width: process.stdout.columns ?? defaultWidth,
  },
  interrupts,
  processes: createProcessList(process.platform, process.env),
  pulumi: createPulumiCli({
    node: process.execPath,
    folder,
    env: process.env,
    platform: process.platform,
    interrupts,
    stdout: process.stdout,
    stderr: process.stderr,
    kill: (pid, signal) => void process.kill(pid, signal),
  }),
  docker: createDockerClient(process.env),
  prices: async (region, sizes, currency) =>
    (await import("./costs/retail")).retailPrices({ region, sizes, currency }, process.env),
  azure: createAzureClient(process.env, clock),
  clock,
  ask: createAsk(process),
  kubernetes: {
    preload: async () => (await import("./kubernetes/api")).preload(),
    connect: async (access) => (await import("./kubernetes/api")).connect(access, process.env),
    stream: async (access) => (await import("./kubernetes/stream")).openStream(access, process.env),
  },
  run: runProgram,
};

void runCommand(process.argv.slice(2), context).then((exitCode) => {
  process.exitCode = exitCode;
});
