import { Command } from "commander";
import { ConfigError } from "../config";
import { SimulationError } from "../simulator";
import { addPlanCommand } from "./plan";
import { UsageError } from "./stackConfig";

/** Errors that say all that a user needs to know. Any other one is a fault of ours, and comes with its stack trace. */
const told = [ConfigError, SimulationError, UsageError];

// A reader that has seen enough (`npm start | head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const program = new Command("lab").description("Rehearses the container lab and looks after it.").showHelpAfterError();
addPlanCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(told.some((type) => error instanceof type) ? (error as Error).message : error);
  process.exitCode = 1;
});
