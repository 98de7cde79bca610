import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMapping, parseJson } from "../../lib/json";
import type { Environment } from "../context";
import type { PulumiCli, PulumiOutput } from "./cli";

/** An update of a stack, and the errors that Pulumi has shown meanwhile. */
export interface LoggedRun {
  readonly code: number;
  readonly errors: readonly string[];
}

/**
 * Runs a command that updates a stack, whose progress the user sees, and learns what went wrong besides. Pulumi's automation API does it the
 * same way: its event log is an option that this variable brings out (pulumi/pulumi, pkg/cmd/pulumi/operations, v3.265).
 */
export async function runLogged(
  pulumi: PulumiCli,
  args: readonly string[],
  output: PulumiOutput,
  env: Environment,
): Promise<LoggedRun> {
  const folder = mkdtempSync(join(tmpdir(), "lab-events-"));
  const file = join(folder, "events.json");
  try {
    const { code } = await pulumi.run([...args, "--event-log", file], output, {
      ...env,
      PULUMI_DEBUG_COMMANDS: "true",
    });
    return { code, errors: existsSync(file) ? errorsIn(readFileSync(file, "utf8")) : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One event a line; the last may be cut off. */
function errorsIn(log: string): string[] {
  return log.split("\n").flatMap((line) => {
    const event = parseJson(line);
    const diagnostic = isMapping(event) ? event["diagnosticEvent"] : undefined;
    return isMapping(diagnostic) && diagnostic["severity"] === "error" ? [String(diagnostic["message"])] : [];
  });
}
