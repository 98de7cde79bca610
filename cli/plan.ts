import type { Command } from "commander";
import { ConfigError, type MendCommand, pulumiCommands } from "../config";
import { simulate } from "../simulator";
import { planText } from "./planText";
import { readStackConfig } from "./stackConfig";
import { type MachineGroup, type VcpuNeed, machinesOf, vcpuNeed } from "./vcpus";

/** A resource as `--json` tells of it; a secret is `"[secret]"`. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN, or `null` right under the stack. */
  readonly parent: string | null;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What `lab plan --json` prints. */
export interface Plan {
  /** In the order in which they are registered. */
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly vcpus: VcpuNeed;
}

/** A plan, and what its text form tells besides. */
export interface Rehearsal {
  readonly project: string;
  readonly stack: string;
  readonly plan: Plan;
  readonly machines: readonly MachineGroup[];
}

interface PlanOptions {
  readonly stack: string;
  readonly config: readonly string[];
  readonly json?: true;
}

export function addPlanCommand(program: Command): void {
  program
    .command("plan", { isDefault: true })
    .description("Rehearse the lab: what `pulumi up` would make, without an account, Docker or the Pulumi CLI")
    .option("-s, --stack <name>", "stack whose file Pulumi.<name>.yaml is read", "dev")
    .option("-c, --config <key=value>", "set a value for this run only; may be given again and again", collect, [])
    .option("--json", "print one JSON document: resources, outputs, vcpus")
    .action(async (options: PlanOptions) => {
      const rehearsal = await rehearse(options.stack, options.config);
      process.stdout.write(options.json ? `${JSON.stringify(rehearsal.plan, undefined, 2)}\n` : planText(rehearsal));
    });
}

/**
 * Runs the very program that `pulumi up` runs, with a stack's own configuration, against the simulator.
 *
 * @param overrides `key=value` each, on top of the stack's file
 * @throws UsageError, ConfigError or SimulationError, whose messages are meant for people
 */
export async function rehearse(stack: string, overrides: readonly string[] = []): Promise<Rehearsal> {
  const { project, values } = readStackConfig(stack, overrides);
  try {
    // A Pulumi program runs as it is loaded, so it is loaded only now.
    const { resources, outputs } = await simulate(async () => (await import("../index")).default, {
      project,
      stack,
      config: values,
    });
    const machines = machinesOf(resources);
    const plan = {
      resources: resources.map(({ urn, type, name, parent, shownInputs }) => ({
        urn,
        type,
        name,
        parent,
        inputs: shownInputs,
      })),
      outputs,
      vcpus: vcpuNeed(machines),
    };
    return { project, stack, plan, machines };
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(error.faults, mendCommands(project, stack, overrides)) : error;
  }
}

/** What came from the command line is mended there, all else in the stack's file. */
function mendCommands(project: string, stack: string, overrides: readonly string[]): MendCommand {
  const overridden = overrides.map((override) => override.split("=")[0]?.replace(`${project}:`, ""));
  return (mend) => {
    if (!overridden.includes(mend.key)) return pulumiCommands(stack)(mend);
    if (mend.value === undefined) return `leave out --config ${mend.key}`;
    return `npm start -- --config ${mend.item ? `'${mend.key}=${oneItem(mend.value, mend.item)}'` : `${mend.key}=${mend.value}`}`;
  };
}

function oneItem(value: string, type: "string" | "integer"): string {
  return JSON.stringify([type === "integer" ? Number(value) : value]);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
