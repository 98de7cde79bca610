import { type LabConfig, pulumiCommands } from "../config";
import { readStack } from "../config/readStack";
import type { SimulatedResource, Simulation, UnmodelledType } from "../simulator";
import type { Context } from "./context";
import { azureNotes } from "./azureNotes";
import { doubtNotes } from "./doubtNotes";
import { endNotes } from "./endNotes";
import { type Inventory, inventoryOf } from "./inventory";
import type { AddressNeed } from "./inventory/addresses";
import type { Costs } from "./costs/costs";
import { type Capacity, capacityOf, fixOf } from "./inventory/capacity";
import { type VcpuNeed, vcpuNeed } from "./inventory/machines";

/** A resource in the form of `--json`; a secret is `"[secret]"`. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN, or `null` right under the stack. */
  readonly parent: string | null;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether it only groups others; everything else has a provider. */
  readonly component: boolean;
  /** Whether the simulator knows what a service would refuse in it. */
  readonly modelled: boolean;
}

/** What `lab plan --json` prints. */
export interface Plan {
  /** In the order in which they are registered. */
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly vcpus: VcpuNeed;
  readonly addresses: AddressNeed;
  /** Whether the students fit the nodes; left out of a lab without students. */
  readonly capacity?: Capacity;
  /** What it costs; left out if nothing of it is billed. */
  readonly costs?: Costs;
  readonly unmodelled: readonly UnmodelledType[];
  /** What Azure may refuse or charge, that the lab ends soon, and what Pulumi does with the stack file that a rehearsal cannot do. */
  readonly notes: readonly string[];
}

/** A plan, and what its text form says besides. */
export interface Rehearsal {
  readonly project: string;
  readonly stack: string;
  readonly config: LabConfig;
  readonly plan: Plan;
  readonly inventory: Inventory;
  /** The command after which the students fit; left out if they do already, or if no number of nodes is enough. */
  readonly fixCommand?: string;
}

export interface RehearseOptions {
  readonly stack: string;
  /** `key=value` each, on top of the stack's file. @default none */
  readonly config?: readonly string[];
  /** Whether types that the simulator has no model of are refused. @default false */
  readonly strict?: boolean;
}

/**
 * Runs the program that `pulumi up` runs, with a stack's own configuration, against the simulator. A wrong configuration is
 * reported before the program and its SDKs are loaded.
 *
 * @throws UserError without such a stack, ConfigError, SimulationError
 */
export async function rehearse({ folder }: Context, options: RehearseOptions): Promise<Rehearsal> {
  const { stack, config: overrides = [], strict = false } = options;
  const { project, values, notes, config, commandFor } = readStack(stack, overrides, folder);
  const [{ simulate }, { program }] = await Promise.all([import("../simulator"), import("../program")]);
  const simulation = await simulate(program, { project, stack, config: values, strict });
  const inventory = inventoryOf(simulation.resources);
  const capacity = capacityOf(inventory);
  const fix = capacity && fixOf(capacity);
  // A value for this run alone would extend nothing.
  const ending = endNotes(config, Date.now(), pulumiCommands(stack), stack);
  return {
    project,
    stack,
    config,
    plan: {
      ...planOf(simulation, inventory, capacity),
      notes: [
        ...notes,
        ...azureNotes(config, commandFor),
        ...doubtNotes(config, vcpuNeed(inventory.machines).total, Date.now()),
        ...ending,
      ],
    },
    inventory,
    ...(fix && { fixCommand: commandFor(fix) }),
  };
}

function planOf(
  simulation: Simulation<unknown>,
  { machines, addresses }: Inventory,
  capacity: Capacity | undefined,
): Omit<Plan, "notes"> {
  return {
    resources: simulation.resources.map(plannedResource),
    outputs: simulation.outputs,
    vcpus: vcpuNeed(machines),
    addresses,
    ...(capacity && { capacity }),
    unmodelled: simulation.unmodelled,
  };
}

function plannedResource(resource: SimulatedResource): PlannedResource {
  const { urn, type, name, parent, shownInputs: inputs, custom, modelled } = resource;
  return { urn, type, name, parent, inputs, component: !custom, modelled };
}
