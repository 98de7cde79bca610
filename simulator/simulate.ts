import * as pulumi from "@pulumi/pulumi";
import { invoke, models, crossChecks } from "./catalog";
import type { Fault, Inputs, ResourceModel, SimulatedResource } from "./model";
import { withoutPromiseStacks } from "./promiseStacks";
import { Recorder } from "./recorder";
import { type UnmodelledType, unmodelledTypes } from "./unmodelled";
import { UserError } from "../lib/userError";
import { shown, unknownPaths } from "./secrets";

export interface SimulationOptions {
  readonly project: string;
  readonly stack: string;
  /** `namespace:key` to value, as Pulumi hands it to a program. @default empty */
  readonly config?: Readonly<Record<string, string>>;
  /** Whether the program believes to be in a preview, in which nothing is called over the network. @default true */
  readonly preview?: boolean;
  /** Refuses types and functions that the simulator has no model of. @default they are taken as they are */
  readonly strict?: boolean;
  /** Whether a resource of a type exists and is about to change, so that a preview knows little of it. @default none does */
  readonly isChanging?: (type: string) => boolean;
  /** By type, in place of the catalog's: for values that a real service is to take. @default none */
  readonly models?: Readonly<Record<string, ResourceModel>>;
}

export interface Simulation<T> {
  /** In the order in which they were registered. */
  readonly resources: readonly SimulatedResource[];
  /** What the simulator has no model of, and so could not check. */
  readonly unmodelled: readonly UnmodelledType[];
  /** What the program returned. */
  readonly result: T;
  /** The same, resolved, if it is a bag of outputs: each secret is `"[secret]"`. */
  readonly outputs: Inputs;
}

/** What a service would refuse, all of it at once; and, for who asked for it, what has no model. */
export class SimulationError extends UserError {
  constructor(
    readonly faults: readonly Fault[],
    readonly unmodelled: readonly UnmodelledType[] = [],
  ) {
    const refused = faults.map(({ resource, message }) => `  ${resource.name} (${resource.type}): ${message}`);
    const missing = unmodelled.map(
      ({ type, names, file }) => `  ${names.join(", ")} (${type}): add a model to ${file}`,
    );
    super(
      [
        ...section("Azure, Docker or Kubernetes would refuse this", "fault", refused),
        ...section("Not modelled, so --strict refuses it", "type", missing),
      ].join("\n"),
    );
    this.name = "SimulationError";
  }
}

function section(title: string, unit: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`${title} (${lines.length} ${lines.length === 1 ? unit : `${unit}s`}):`, ...lines];
}

/**
 * Runs a Pulumi program against models of the services, through Pulumi's mock interface. Nothing leaves the process.
 *
 * @throws SimulationError if a service would refuse something; whatever the program throws.
 */
export async function simulate<T>(program: () => T | Promise<T>, options: SimulationOptions): Promise<Simulation<T>> {
  const recorder = new Recorder({ ...models, ...options.models }, invoke, options.isChanging);
  await recorder.install(options);
  pulumi.runtime.setAllConfig({ ...options.config });
  try {
    const { result, wireOutputs } = await withoutPromiseStacks(() => settled(program));
    const unmodelled = unmodelledTypes(recorder.unmodelled);
    const faults = [
      ...recorder.faults,
      ...crossFaults(recorder.resources),
      ...(unmodelled.length === 0 ? unknownOutputs(wireOutputs) : []),
    ];
    if (faults.length > 0 || (options.strict && unmodelled.length > 0)) {
      throw new SimulationError(faults, options.strict ? unmodelled : []);
    }
    return { resources: recorder.resources, unmodelled, result, outputs: shown(wireOutputs) };
  } catch (error) {
    // What a service refuses is the cause; what the program then stumbles over is not.
    throw recorder.faults.length > 0 && !(error instanceof SimulationError)
      ? new SimulationError(recorder.faults)
      : error;
  }
}

/** Runs a program to its very end: registrations, and what happens in an `apply`, go on after its last line. */
async function settled<T>(program: () => T | Promise<T>): Promise<{ result: T; wireOutputs: Inputs }> {
  // Nobody waits for an `apply` whose result is not used; Node would end the process over an error in one.
  const danglingErrors: unknown[] = [];
  const keep = (error: unknown) => void danglingErrors.push(error);
  process.on("unhandledRejection", keep);
  try {
    const result = await program();
    await pulumi.runtime.disconnect();
    const wireOutputs = (await pulumi.runtime.serializeProperties("outputs", { ...(result as Inputs) })) as Inputs;
    // Node reports such errors only at the end of a turn of its event loop.
    await new Promise(setImmediate);
    if (danglingErrors.length > 0) throw danglingErrors[0];
    return { result, wireOutputs };
  } finally {
    // What is still under way would fail in the middle of the next simulation, or end the process with a stack trace.
    await pulumi.runtime.disconnect().catch(keep);
    await new Promise(setImmediate);
    process.off("unhandledRejection", keep);
  }
}

/** What depends on an unknown input cannot be refused. Objects of Kubernetes are checked by what is known of them. */
function crossFaults(resources: readonly SimulatedResource[]): Fault[] {
  const unchecked = new Set(
    resources
      .filter(({ type, unknownInputs }) => unknownInputs.length > 0 && !type.startsWith("kubernetes:"))
      .map(({ urn }) => urn),
  );
  return crossChecks
    .flatMap((check) => check(resources))
    .filter(({ resource }) => !("urn" in resource && unchecked.has(resource.urn as string)));
}

function unknownOutputs(outputs: Inputs): Fault[] {
  return unknownPaths(outputs).map((path) => ({
    resource: { name: path, type: "output" },
    message: "the simulator does not know its value; the model of the resource that it comes from lacks a property",
  }));
}
