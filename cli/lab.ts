import { Command } from "commander";
import { addKubeconfigsCommand } from "./commands/kubeconfigs/write";
import { addLocalCommands } from "./commands/local";
import { addPlanCommand } from "./rehearse";
import { UserError } from "../lib/userError";

// A reader that has seen enough (`npm start | head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

refuseSwallowedOptions();
const program = new Command("lab")
  .description("Rehearses the container lab and looks after it.")
  .showHelpAfterError()
  .enablePositionalOptions();
addPlanCommand(program);
addLocalCommands(program);
addKubeconfigsCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

/** Without `--` before them, npm takes options for its own, and the lab would silently do something else. */
function refuseSwallowedOptions(): void {
  const { npm_lifecycle_event: script } = process.env;
  const swallowed = ["json", "stack", "config", "out"].filter(
    (option) => process.env[`npm_config_${option}`] !== undefined,
  );
  if (script === undefined || swallowed.length === 0) return;
  const npm = script === "start" ? "npm start" : `npm run ${script}`;
  const options = swallowed.map((option) => `--${option}`).join(" and ");
  console.error(
    `npm took ${options} for its own. Put -- before the lab's options: ${npm} -- --${swallowed[0]} …\n` +
      `In PowerShell put it in quotes: ${npm} '--' …`,
  );
  process.exit(1);
}
