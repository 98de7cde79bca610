import { setTimeout } from "node:timers/promises";
import { minuteMs } from "./figures";

/** Times of a drill in milliseconds, and its clock, which is also that of the load. */
export interface Timing {
  /** The load runs so long before the loss, and must be served. */
  readonly warmUpMs: number;
  /** It goes on at least so long after the loss. */
  readonly leastMs: number;
  /** Nobody waits longer for full strength. */
  readonly mostMs: number;
  now(): number;
  /** @throws the signal's reason, if it is there */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realTiming: Timing = {
  warmUpMs: 5000,
  leastMs: minuteMs,
  mostMs: 600_000,
  now: () => performance.now(),
  async pause(ms, signal) {
    await setTimeout(ms, undefined, signal && { signal }).catch(() => undefined);
    signal?.throwIfAborted();
  },
};
