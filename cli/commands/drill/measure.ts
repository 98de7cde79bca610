import { CannotTell } from "../../cannotTell";
import type { Context } from "../../context";
import type { KubeApi } from "../../kubernetes/api";
import { type ClusterState, type NodeState, readCluster } from "./cluster/state";
import { countOf, judgedOf, passMark, servedShare } from "./figures";
import type { LoadSettings, Seen } from "./load/load";
import type { Loss } from "./losses/loss";
import type { Moments } from "./moments";
import { type Happening, Recovery } from "./recovery";
import { timelineLine } from "./report/text";
import type { Timing } from "./timing";

export interface Measurement {
  readonly seen: Seen;
  readonly moments: Moments;
  readonly happenings: readonly Happening[];
  /** Milliseconds of the longest time in which the API server did not answer: times in it are late by as much. */
  readonly blindMs: number;
}

export interface Subject {
  readonly context: Context;
  readonly api: KubeApi;
  readonly before: ClusterState;
  readonly node: NodeState;
  readonly replicas: number;
  readonly loss: Loss;
  readonly load: Pick<LoadSettings, "url" | "everyMs">;
  readonly timing: Timing;
  /** Reports a line of progress. */
  readonly say: (line: string) => void;
}

/** A visitor who waits longer for a page has gone. */
const patienceMs = 2000;
/** The cluster is looked at once in the time of a request, and not more often than this. */
const leastLookMs = 50;

/**
 * Loses the node under a steady load, and follows requests and pods until the app is at full strength.
 *
 * @throws CannotTell if the app is not served beforehand; Interrupted
 */
export async function measure(subject: Subject): Promise<Measurement> {
  const { context, load: settings, timing } = subject;
  const load = timing.startLoad({ ...settings, patienceMs, env: context.env });
  try {
    await timing.pause(timing.warmUpMs, context.interrupts.signal);
    refuseUnserved(load, settings.url);
    const { recovery, blindMs } = await loseAndFollow(subject);
    const endedAt = timing.now();
    const seen = await load.stop();
    return { seen, moments: { ...recovery.moments, endedAt }, happenings: recovery.happenings, blindMs };
  } finally {
    await load.stop();
  }
}

/** A loss can be blamed for what is not served only where all was served before. */
function refuseUnserved(seen: Seen, url: string): void {
  const judged = judgedOf(seen);
  const count = countOf(judged);
  if ((servedShare(count) ?? 0) >= passMark) return;
  const why = judged.find(({ error }) => error !== undefined)?.error ?? "this machine stood still";
  throw new CannotTell(
    `${url}: ${count.failed} of ${count.sent} requests failed before anything was lost (${why}). Nothing was lost. Open that page, and look at \`kubectl --namespace lab get pods\`: all must be well before a drill.`,
  );
}

async function loseAndFollow(subject: Subject): Promise<{ recovery: Recovery; blindMs: number }> {
  const { before, node, replicas, loss, timing, context } = subject;
  const lostAt = timing.now();
  const recovery = new Recovery(before, { node, replicas, lostAt });
  recovery.note(lostAt, loss.what, "lost");
  const losing = loss.lose();
  // Who follows throws it.
  losing.catch(() => undefined);
  const blindMs = await follow(recovery, subject, losing);
  const left = lostAt + timing.leastMs - timing.now();
  if (left > 0) await timing.pause(left, context.interrupts.signal);
  return { recovery, blindMs };
}

/** Follows until full strength, or until nobody would wait longer. @returns the longest time without an answer */
async function follow(recovery: Recovery, subject: Subject, losing: Promise<void>): Promise<number> {
  const { api, load, timing, say, context } = subject;
  const { lostAt } = recovery.moments;
  const pauseMs = Math.max(leastLookMs, load.everyMs);
  let [said, lastLook, blindMs] = [0, lostAt, 0];
  while (!recovery.isOver && timing.now() < lostAt + timing.mostMs) {
    const state = await readCluster(api).catch(unlessUnanswered);
    // Only what has failed already wins.
    await Promise.race([losing, Promise.resolve()]);
    const now = timing.now();
    blindMs = Math.max(blindMs, now - lastLook);
    if (state !== undefined) {
      recovery.look(state, now);
      lastLook = now;
    }
    for (; said < recovery.happenings.length; said += 1) {
      const { at, text } = recovery.happenings[said]!;
      say(timelineLine((at - lostAt) / 1000, text.en));
    }
    if (!recovery.isOver) await timing.pause(pauseMs, context.interrupts.signal);
  }
  return blindMs;
}

/** A network that is lost for a while ends no drill. */
function unlessUnanswered(error: unknown): undefined {
  if (!(error instanceof CannotTell)) throw error;
}
