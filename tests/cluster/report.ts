/** Prints a figure between the tests. */
export function report(text: string): void {
  process.stdout.write(`tests/cluster: ${text}\n`);
}

/** Seconds since a time of `performance.now()`, as people read them. */
export function secondsSince(begun: number, end = performance.now()): string {
  return `${((end - begun) / 1000).toFixed(1)} s`;
}
