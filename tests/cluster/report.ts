import type { Outcome } from "../load/outcome";

/** Prints a measured figure among the test results. */
export function report(text: string): void {
  process.stdout.write(`tests/cluster: ${text}\n`);
}

/** Seconds since a time of `performance.now()`, such as `9.3 s`. */
export function secondsSince(begun: number, end = performance.now()): string {
  return `${((end - begun) / 1000).toFixed(1)} s`;
}

/** Prints how a load went, and fails if one of its requests failed. @param topic number of the test's group, as in `2.` */
export function expectNoneFailed(topic: string, outcome: Outcome): void {
  report(`${topic} ${outcome}`);
  for (const error of outcome.firstErrors()) report(`${topic} ${error}`);
  expect(outcome.judged.length).toBeGreaterThan(0);
  expect(outcome.failed()).toEqual([]);
}
