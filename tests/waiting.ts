import { until } from "./app/waiting";

/**
 * Limit of a wait on a real server, whose speed no test knows. A wait ends with what it waits for; only a server on which
 * that never happens uses up this time.
 */
export const lastResortMs = 300_000;

/** Waits until the condition holds; a condition that throws does not hold yet. Fails with the last error. */
export function waitUntil(what: string, condition: () => unknown, withinMs = lastResortMs): Promise<void> {
  return until(what, condition, withinMs);
}
