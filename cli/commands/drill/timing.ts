import { setTimeout } from "node:timers/promises";
import { minuteMs } from "./figures";
import { Load, type LoadSettings, type RunningLoad } from "./load/load";

/** Times of a drill in milliseconds, its clock, and the load that keeps to that clock. */
export interface Timing {
  /** The load runs so long before the loss, and must be served. */
  readonly warmUpMs: number;
  /** It goes on at least so long after the loss. */
  readonly leastMs: number;
  /** Nobody waits longer for full strength. */
  readonly mostMs: number;
  now(): number;
  startLoad(settings: LoadSettings): RunningLoad;
  /** @throws the signal's reason, if it is there */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realTiming: Timing = {
  warmUpMs: 5000,
  leastMs: minuteMs,
  mostMs: 600_000,
  now: () => performance.now(),
  startLoad: (settings) => new Load(settings),
  async pause(ms, signal) {
    await setTimeout(ms, undefined, signal && { signal }).catch(() => undefined);
    signal?.throwIfAborted();
  },
};
