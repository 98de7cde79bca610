import type { SimulatedResource } from "../model";

/** The namespace in which an object is. For those that are in none it is `default` too, and says nothing. */
export function namespaceOf({ state }: SimulatedResource): string {
  return (state["metadata"]?.["namespace"] as string | undefined) ?? "default";
}

/** What the simulator has no model of may be without a name. */
export function nameOf({ state, id }: SimulatedResource): string {
  return (state["metadata"]?.["name"] as string | undefined) ?? id;
}
