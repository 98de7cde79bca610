import type { Command } from "commander";
import { ConfigError } from "../config";
import { fixCommands } from "../config/fixCommands";
import { simulate } from "../simulator";
import { program } from "../program";
import { type Capacity, capacityOf, fixOf } from "./inventory/capacity";
import { defaultStack } from "../config/stacks";
import { planText } from "./commands/plan/text";
import { readStackConfig } from "../config/stackConfig";
import { type MachineGroup, type VcpuNeed, machinesOf, vcpuNeed } from "./inventory/machines";

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

interface PlanOptions {
  readonly stack: string;
  readonly config: readonly string[];
  readonly json?: true;
}

export function addPlanCommand(lab: Command): void {
  lab
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
 */
export async function rehearse(stack: string, overrides: readonly string[] = []): Promise<Rehearsal> {
  const { project, values } = readStackConfig(stack, overrides);
  try {
    const { resources, outputs } = await simulate(program, {
      project,
      stack,
      config: values,
    });
    const machines = machinesOf(resources);
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

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
