/** A time in which an event loop ran nothing, in milliseconds of some clock. */
export interface Stall {
  readonly from: number;
  readonly to: number;
}

/** Finds the stalls of an event loop, which calls `tick` every few milliseconds as long as it runs. */
export class StallDetector {
  private last: number;

  /**
   * @param now the clock, in milliseconds
   * @param leastMs a shorter pause between two ticks is not a stall
   */
  constructor(
    private readonly now: () => number,
    private readonly leastMs: number,
  ) {
    this.last = now();
  }

  /** @returns the stall that this tick ends, if there was one */
  tick(): Stall | undefined {
    const from = this.last;
    this.last = this.now();
    return this.last - from >= this.leastMs ? { from, to: this.last } : undefined;
  }
}
