import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import type { ExitCode } from "./command";
import { commandSet } from "./commands";
import { type Context, type Output, jsonText } from "./context";
import { swallowedOptions } from "./npmOptions";
import { parse } from "./parse";

/** Reads a command line and runs its command. @returns the exit code, after every error is reported */
export async function runCommand(args: readonly string[], context: Context): Promise<ExitCode> {
  const { env, folder, output } = context;
  const swallowed = swallowedOptions(args, env, commandSet.commands);
  if (swallowed !== undefined) {
    output.err(swallowed);
    return 1;
  }
  const parsed = parse(args, commandSet, versionIn(folder), output.width);
  if (!("command" in parsed)) {
    output.out(parsed.out);
    output.err(parsed.err);
    return parsed.exitCode;
  }
  const { command, options, rest } = parsed;
  try {
    return (await command.run(context, options as never, rest)) ?? 0;
  } catch (error) {
    return reportError(error, output, options["json"] === true);
  }
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

/** What the user can fix is a message. Anything else is a bug of the lab, and has a stack trace. */
async function reportError(error: unknown, output: Output, json: boolean): Promise<ExitCode> {
  const { UserError } = await import("../lib/userError");
  const [message, exitCode] =
    error instanceof UserError ? [error.message, error.exitCode] : [brokenSource(error) ?? inspect(error), 2];
  output.err(`${message}\n`);
  if (json) output.out(jsonText({ error: { message, exitCode } }));
  return exitCode;
}

/** Of a slip of the pen in one of the program's files, which Sucrase finds as soon as that is loaded: where it is. */
function brokenSource(error: unknown): string | undefined {
  const [, what] = /^Error transforming (.*)$/s.exec(error instanceof SyntaxError ? error.message : "") ?? [];
  return what && `This file is not TypeScript. ${what}. \`npx tsc\` says more.`;
}
