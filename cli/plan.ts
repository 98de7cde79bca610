import type { Command } from "commander";
import { ConfigError, type Mend, type MendCommand, pulumiCommands } from "../config";
import { quoted } from "../lib/shell";
import { simulate } from "../simulator";
import type { Capacity } from "./capacity";
import { planText, usualStack } from "./planText";
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
  readonly toFit?: string;
}

export { usualStack };

interface PlanOptions {
  readonly stack: string;
  readonly config: readonly string[];
  readonly json?: true;
}

export function addPlanCommand(program: Command): void {
  program
    .command("plan", { isDefault: true })
    .description("Rehearse the lab: what `pulumi up` would make, without an account, Docker or the Pulumi CLI")
    .option("-s, --stack <name>", "stack whose file Pulumi.<name>.yaml is read", usualStack)
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
    const { capacityOf, mendOf } = await import("./capacity");
    const capacity = capacityOf(resources);
    const mend = capacity && mendOf(capacity);
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
    const commandFor = mendCommands(mend ? [mend] : [], project, stack, overrides);
    return { project, stack, plan, machines, ...(mend && { toFit: commandFor(mend) }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const mends = error.faults.map(({ mend }) => mend);
    throw new ConfigError(error.faults, mendCommands(mends, project, stack, overrides));
  }
}

/** What came from the command line is mended there, by the whole of it; all else in the stack's file. */
function mendCommands(
  mends: readonly Mend[],
  project: string,
  stack: string,
  overrides: readonly string[],
): MendCommand {
  const keyOf = (override: string) => override.split("=")[0]?.replace(`${project}:`, "");
  const mendOfKey = new Map(mends.map((mend) => [wholeKey(mend), mend]));
  const mended = overrides.flatMap((override) => {
    const mend = mendOfKey.get(keyOf(override) ?? "");
    return mend ? mendedOption(mend) : [`--config ${quoted(override)}`];
  });
  const options = [...(stack === usualStack ? [] : [`--stack ${stack}`]), ...mended];
  const command = ["npm start", ...(options.length > 0 ? ["--"] : []), ...options].join(" ");
  return (mend) =>
    overrides.some((override) => keyOf(override) === wholeKey(mend)) ? command : pulumiCommands(stack)(mend);
}

/** The key that an option names: an object is given as a whole. */
function wholeKey({ key, whole }: Mend): string {
  return whole?.key ?? key;
}

/** Nothing, where the option is to be left out. */
function mendedOption({ key, value, item, instead, whole, members }: Mend): string[] {
  if (whole) return [`--config ${quoted(`${whole.key}=${whole.value}`)}`];
  if (members) return [`--config ${quoted(`${key}=${value}`)}`];
  if (instead) return [`--config ${instead.key}=${instead.value}`];
  if (value === undefined) return [];
  return [`--config ${item ? quoted(`${key}=${oneItem(value, item)}`) : `${key}=${value}`}`];
}

function oneItem(value: string, type: "string" | "integer"): string {
  return JSON.stringify([type === "integer" ? Number(value) : value]);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
