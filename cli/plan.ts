import type { Command } from "commander";
import { ConfigError, type Fix, type FixCommand, pulumiCommands } from "../config";
import { shellQuote } from "../lib/shell";
import { simulate } from "../simulator";
import type { Capacity } from "./capacity";
import { planText, defaultStack } from "./planText";
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
  /** Whether the students fit the nodes; left out of a lab without students. */
  readonly capacity?: Capacity;
}

/** A plan, and what its text form tells besides. */
export interface Rehearsal {
  readonly project: string;
  readonly stack: string;
  readonly plan: Plan;
  readonly machines: readonly MachineGroup[];
  /** The command after which the students fit; left out if they do already, or if none is enough. */
  readonly fixCommand?: string;
}

export { defaultStack };

interface PlanOptions {
  readonly stack: string;
  readonly config: readonly string[];
  readonly json?: true;
}

export function addPlanCommand(program: Command): void {
  program
    .command("plan", { isDefault: true })
    .description("Rehearse the lab: what `pulumi up` would make, without an account, Docker or the Pulumi CLI")
    .option("-s, --stack <name>", "stack whose file Pulumi.<name>.yaml is read", defaultStack)
    .option("-c, --config <key=value>", "set a value for this run only; may be given again and again", collect, [])
    .option("--json", "print one JSON document: resources, outputs, vcpus, and with students capacity")
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
    // It knows the program's own names for things, so it comes with the program.
    const { capacityOf, fixOf } = await import("./capacity");
    const capacity = capacityOf(resources);
    const fix = capacity && fixOf(capacity);
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
      ...(capacity && { capacity }),
    };
    const commandFor = fixCommands(fix ? [fix] : [], project, stack, overrides);
    return { project, stack, plan, machines, ...(fix && { fixCommand: commandFor(fix) }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const fixes = error.faults.map(({ fix }) => fix);
    throw new ConfigError(error.faults, fixCommands(fixes, project, stack, overrides));
  }
}

/** What came from the command line is fixed there, by the whole of it; all else in the stack's file. */
function fixCommands(fixes: readonly Fix[], project: string, stack: string, overrides: readonly string[]): FixCommand {
  const keyOf = (override: string) => override.split("=")[0]?.replace(`${project}:`, "");
  const fixOfKey = new Map(fixes.map((fix) => [wholeKey(fix), fix]));
  const fixed = overrides.flatMap((override) => {
    const fix = fixOfKey.get(keyOf(override) ?? "");
    return fix ? fixedOption(fix) : [`--config ${shellQuote(override)}`];
  });
  const options = [...(stack === defaultStack ? [] : [`--stack ${stack}`]), ...fixed];
  const command = ["npm start", ...(options.length > 0 ? ["--"] : []), ...options].join(" ");
  return (fix) =>
    overrides.some((override) => keyOf(override) === wholeKey(fix)) ? command : pulumiCommands(stack)(fix);
}

/** The key that an option names: an object is given as a object. */
function wholeKey({ key, object }: Fix): string {
  return object?.key ?? key;
}

/** Nothing, where the option is to be left out. */
function fixedOption({ key, value, item, rename, object, members }: Fix): string[] {
  if (object) return [`--config ${shellQuote(`${object.key}=${object.value}`)}`];
  if (members) return [`--config ${shellQuote(`${key}=${value}`)}`];
  if (rename) return [`--config ${rename.key}=${rename.value}`];
  if (value === undefined) return [];
  return [`--config ${item ? shellQuote(`${key}=${oneItem(value, item)}`) : `${key}=${value}`}`];
}

function oneItem(value: string, type: "string" | "integer"): string {
  return JSON.stringify([type === "integer" ? Number(value) : value]);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
