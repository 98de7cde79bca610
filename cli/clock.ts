import { setTimeout } from "node:timers/promises";

/** The time, for commands that wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** @param signal ends the waiting; its reason is thrown */
export function createClock(signal: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    wait: (ms) => setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted()),
  };
}
