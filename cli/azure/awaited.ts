import { CannotTell } from "../cannotTell";
import type { Clock } from "../clock";

/** A long-running operation of Azure, as the SDK follows it. */
interface Poller {
  isDone(): boolean;
  poll(): Promise<unknown>;
}

/** How patient somebody is with an operation. */
export interface Patience {
  /** Milliseconds between two looks. */
  readonly lookMs: number;
  readonly longestMs: number;
  /** What to say after the longest time. */
  readonly late: string;
}

/**
 * Begins an operation and follows it to its end, by the lab's clock: the SDK's own waiting is by timers that no test can turn.
 *
 * @returns the poller, which has the result
 * @throws CannotTell after the longest time; what the operation throws
 */
export async function awaited<P extends Poller>(begin: () => Promise<P>, clock: Clock, patience: Patience): Promise<P> {
  const until = clock.now() + patience.longestMs;
  const poller = await begin();
  while (!poller.isDone()) {
    if (clock.now() > until) throw new CannotTell(patience.late);
    await clock.wait(patience.lookMs);
    await poller.poll();
  }
  return poller;
}
