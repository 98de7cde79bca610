import { setTimeout } from "node:timers/promises";
import { inGroups } from "../../lib/groups";
import type { KubeApi } from "./api";
import { type Clock, type Emptied, Removal } from "./removal";

/** What to say of pods that were removed by force. */
export function forcedText(forced: readonly string[]): string {
  return `Removed by force: ${forced.join(", ")}. Their containers may still run there; a restart of the node ends them.`;
}

const realClock: Clock = { now: () => performance.now(), pause: (ms) => setTimeout(ms) };

/** Requests at a time: an API server of AKS's Free tier takes 50 changes at once from everybody. */
const concurrency = 10;
const [firstPauseMs, longestPauseMs] = [50, 1000];

/**
 * Removes all that a student can make in a space, whatever finalizers and grace periods it has. Quotas, limits, roles and
 * policies of the space stay. It looks again and again until one look finds nothing, or the time is over.
 *
 * @param seconds how long it may take
 * @throws Refusal, CannotTell if the API server does not let it look
 */
export async function emptySpace(
  api: KubeApi,
  namespace: string,
  seconds: number,
  clock: Clock = realClock,
): Promise<Emptied> {
  const removal = new Removal(api, namespace, seconds, clock);
  // So that there are looks enough in a short time, too.
  const longest = Math.min(longestPauseMs, seconds * 50);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longest)) {
    const found = await removal.look();
    if (found.length === 0 || removal.elapsed() >= seconds) return removal.result(found);
    await inGroups(found, concurrency, (one) => removal.advance(one));
    await clock.pause(pauseMs);
  }
}
