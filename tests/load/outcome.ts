import type { Stall } from "../../cli/commands/drill/load/stalls";

/** One request of a load, in milliseconds by the clock of `performance.now()`. */
export interface Visit {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why there was no answer with status 200 in time. @default there was one */
  readonly error?: string;
}

/** How a load went. A visit during which the load itself stalled is not judged: its time limit may have passed unnoticed. */
export class Outcome {
  /** Visits that count, in the order in which they began. */
  readonly judged: readonly Visit[];

  constructor(
    readonly visits: readonly Visit[],
    readonly stalls: readonly Stall[] = [],
  ) {
    this.judged = visits
      .filter(({ startedAt, endedAt }) => !stalls.some(({ from, to }) => startedAt < to && from < endedAt))
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Judged visits that began at `from` or later. */
  since(from: number): readonly Visit[] {
    return this.judged.filter(({ startedAt }) => startedAt >= from);
  }

  /** Judged visits without an answer that began at `from` or later. */
  failed(from = 0): readonly Visit[] {
    return this.since(from).filter(({ error }) => error !== undefined);
  }

  /** Milliseconds of the longest time in which nobody got an answer. Times in which the load stalled are left out. */
  get longestGapMs(): number {
    const answers = this.visits
      .filter(({ error }) => error === undefined)
      .map(({ endedAt }) => endedAt)
      .sort((a, b) => a - b);
    const gaps = answers.slice(1).map((to, index) => ({ from: answers[index]!, to }));
    const real = gaps.filter((gap) => !this.stalls.some(({ from, to }) => gap.from < to && from < gap.to));
    return Math.max(0, ...real.map(({ from, to }) => to - from));
  }

  /** In words: how many failed, how many were not judged. */
  toString(): string {
    const skipped = this.visits.length - this.judged.length;
    const note = skipped === 0 ? "" : ` (${skipped} more not judged, because the load itself stalled)`;
    return `${this.failed().length} of ${this.judged.length} requests failed${note}`;
  }

  /** The first errors, each with its time. @param origin the time to count from */
  firstErrors(origin = this.judged[0]?.startedAt ?? 0): string[] {
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
    return this.failed()
      .slice(0, 5)
      .map(
        ({ startedAt, endedAt, error }) =>
          `at ${seconds(startedAt - origin)}, for ${seconds(endedAt - startedAt)}: ${error}`,
      );
  }
}
