import { durationText } from "../../../lib/duration";
import { CannotTell } from "../../cannotTell";
import type { KubeApi } from "../../kubernetes/api";
import { type NodeState, readCluster } from "./cluster/state";
import type { Loss } from "./losses/loss";
import { release } from "./record";
import type { Timing } from "./timing";

/** So long the network may be away. */
const networkMs = 120_000;
const againMs = 1000;

/**
 * Brings back what a drill took, and forgets the drill. A network that is away for a while is waited for.
 *
 * @throws CannotTell if the node is not Ready then
 */
export async function bringBack(
  api: KubeApi,
  { name }: Pick<NodeState, "name">,
  loss: Pick<Loss, "restore" | "backSeconds">,
  timing: Timing,
): Promise<void> {
  await persistently(() => loss.restore(), timing);
  await waitUntilReady(api, name, loss.backSeconds, timing);
  await persistently(() => release(api), timing);
}

/** @throws CannotTell if the node is not Ready in time */
export async function waitUntilReady(api: KubeApi, name: string, seconds: number, timing: Timing): Promise<void> {
  for (const end = timing.now() + seconds * 1000; ; await timing.pause(againMs)) {
    const { nodes } = await persistently(() => readCluster(api), timing);
    if (nodes.some((node) => node.name === name && node.ready)) return;
    if (timing.now() >= end)
      throw new CannotTell(
        `${name} is not Ready ${durationText(seconds)} later; \`kubectl describe node ${name}\` says why.`,
      );
  }
}

async function persistently<T>(action: () => Promise<T>, timing: Timing): Promise<T> {
  for (const end = timing.now() + networkMs; ; await timing.pause(againMs)) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof CannotTell) || timing.now() >= end) throw error;
    }
  }
}
