import * as pulumi from "@pulumi/pulumi";
import { invoke, models, crossChecks } from "./catalog";
import type { Fault, Inputs, ResourceModel, SimulatedResource } from "./model";
import { Recorder } from "./recorder";
import { UserError } from "../lib/userError";
import { shown, unknownPaths } from "./secrets";

export interface SimulationOptions {
  readonly project: string;
  readonly stack: string;
  /** `namespace:key` to value, as Pulumi hands it to a program. @default empty */
  readonly config?: Readonly<Record<string, string>>;
  /** Whether the program believes to be in a preview, in which nothing is called over the network. @default true */
  readonly preview?: boolean;
  /** By type, in place of the catalog's: for values that a real service is to take. @default none */
  readonly models?: Readonly<Record<string, ResourceModel>>;
}

export interface Simulation<T> {
  /** In the order in which they were registered. */
  readonly resources: readonly SimulatedResource[];
  /** What the program returned. */
  readonly result: T;
  /** The same, resolved, if it is a bag of outputs: each secret is `"[secret]"`. */
  readonly outputs: Inputs;
}

/** What a service would refuse, all of it at once. */
export class SimulationError extends UserError {
  constructor(readonly faults: readonly Fault[]) {
    super(
      [
        `Azure, Docker or Kubernetes would refuse this (${faults.length === 1 ? "1 fault" : `${faults.length} faults`}):`,
        ...faults.map(({ resource, message }) => `  ${resource.name} (${resource.type}): ${message}`),
      ].join("\n"),
    );
    this.name = "SimulationError";
  }
}

/**
 * Runs a Pulumi program against models of the services, through Pulumi's mock interface. Nothing leaves the process.
 *
 * @throws SimulationError if a service would refuse something; whatever the program throws.
 */
export async function simulate<T>(program: () => T | Promise<T>, options: SimulationOptions): Promise<Simulation<T>> {
  const recorder = new Recorder({ ...models, ...options.models }, invoke);
  await recorder.install(options);
  pulumi.runtime.setAllConfig({ ...options.config });
  try {
    const { result, wireOutputs } = await settled(program);
    const faults = [
      ...recorder.faults,
      ...crossChecks.flatMap((check) => check(recorder.resources)),
      ...unknownOutputs(wireOutputs),
    ];
    if (faults.length > 0) throw new SimulationError(faults);
    return { resources: recorder.resources, result, outputs: shown(wireOutputs) };
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
  const stray: unknown[] = [];
  const keep = (error: unknown) => void stray.push(error);
  process.on("unhandledRejection", keep);
  try {
    const result = await program();
    await pulumi.runtime.disconnect();
    const wireOutputs = (await pulumi.runtime.serializeProperties("outputs", { ...(result as Inputs) })) as Inputs;
    // Node tells of such errors only at the end of a turn.
    await new Promise(setImmediate);
    if (stray.length > 0) throw stray[0];
    return { result, wireOutputs };
  } finally {
    // What is still under way would fail in the middle of the next simulation, or end the process with a stack trace.
    await pulumi.runtime.disconnect().catch(keep);
    await new Promise(setImmediate);
    process.off("unhandledRejection", keep);
  }
}

function unknownOutputs(outputs: Inputs): Fault[] {
  return unknownPaths(outputs).map((path) => ({
    resource: { name: path, type: "output" },
    message: "the simulator does not know its value; the model of the resource that it comes from lacks a property",
  }));
}
