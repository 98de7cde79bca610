import type * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../config";
import { type SimulatedResource, type Simulation, type SimulationOptions, simulate } from "../simulator";

export const project = "azure-container-lab";

/** Runs a program of a test's own, or the lab's, on the stack `test`; a type without a model is refused. */
export function run<T>(
  program: () => T | Promise<T>,
  config: Record<string, string> = {},
  options: Pick<SimulationOptions, "preview" | "isChanging"> = {},
): Promise<Simulation<T>> {
  return simulate(program, { project, stack: "test", strict: true, config: namespaced(config), ...options });
}

/** The value of an output whose program has run. Waits forever for an output that never gets a value. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => void output.apply(resolve));
}

/** The lab's configuration with some keys set. Values are as Pulumi passes them: lists are JSON. */
export function labConfig(config: Record<string, string> = {}) {
  return readConfig(namespaced(config), project, "test");
}

/** Type and name of each resource, sorted: the exact set that a component creates. */
export function resourceSet(resources: readonly SimulatedResource[]): string[] {
  return resources.map(({ type, name }) => `${type} ${name}`).sort();
}

/** The only resource of a type, or of a type and name. @throws if there is none or more than one */
export function only(resources: readonly SimulatedResource[], type: string, name?: string): SimulatedResource {
  const found = resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  if (found.length !== 1) throw new Error(`there are ${found.length} resources ${type} ${name ?? ""}`);
  return found[0]!;
}

function namespaced(config: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [`${project}:${key}`, value]));
}

/** Calls `build` once for equal arguments: tests that only read the same resources share one simulation. */
export function memoize<Args extends unknown[], T>(
  build: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  const built = new Map<string, Promise<T>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const result = built.get(key) ?? build(...args);
    built.set(key, result);
    return result;
  };
}
