import type { Command } from "commander";

/** `lab local`: the lab on this machine's own Docker, by the Pulumi CLI that `npm ci` installed and without an account. */
export function addLocalCommands(program: Command): void {
  const local = program.command("local").description("The lab on this machine's own Docker, without an account");
  // Loaded only when asked for: a rehearsal needs neither Docker's client nor Pulumi's command.
  local
    .command("up")
    .description("Bring it up, or up to date")
    .action(async () => (await import("./up")).up());
  local
    .command("down")
    .description("Remove it, with all that was on it")
    .action(async () => (await import("./down")).down());
  local
    .command("pulumi")
    .description("Run the Pulumi CLI on it, as in `npm run local:pulumi -- config set nodeCount 3`")
    .argument("[args...]", "what Pulumi is to do")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => (await import("./stack")).pulumiHere(args));
}
