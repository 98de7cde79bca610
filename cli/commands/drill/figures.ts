import { build } from "hdr-histogram-js";
import type { Seen } from "./load/load";
import type { Visit } from "./load/openLoop";
import type { Stall } from "./load/stalls";
import type { Moments } from "./moments";

/** The share that is judged by the public pass mark is that of this time after the loss. */
export const minuteMs = 60_000;

/** What of a minute's requests a lab serves that passes: steadybit/definitions, `faultless-redundancy-host`. */
export const passMark = 0.95;

export interface Count {
  readonly sent: number;
  readonly failed: number;
}

/** A load's figures, from the loss of the node to the load's end. */
export interface Figures extends Count {
  /** Requests that are in no other figure, since the load itself stood still. */
  readonly notJudged: number;
  readonly beforeNotReady: Count;
  readonly afterNotReady: Count;
  /** Of the minute after the loss. */
  readonly minute: Count;
  /** Milliseconds of the longest time in which nobody got an answer, times apart in which the load stood still. */
  readonly longestGapMs: number;
  /** Milliseconds from when a request was due to its answer; `undefined` without an answer. */
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

/** A request in which the load stood still is not judged: its time limit may have passed unnoticed. */
export function judgedOf({ visits, stalls }: Seen): Visit[] {
  return visits
    .filter(({ dueAt, endedAt }) => !stalls.some(({ from, to }) => dueAt < to && from < endedAt))
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** What of them was under way at `from` or due later, and due before `to`. */
export function within(visits: readonly Visit[], from: number, to: number): Visit[] {
  return visits.filter(({ dueAt, endedAt }) => endedAt >= from && dueAt < to);
}

export function countOf(visits: readonly Visit[]): Count {
  return { sent: visits.length, failed: visits.filter(({ error }) => error !== undefined).length };
}

/** Share that was answered, from 0 to 1; `undefined` of nothing. */
export function servedShare({ sent, failed }: Count): number | undefined {
  return sent === 0 ? undefined : 1 - failed / sent;
}

export function figuresOf(seen: Seen, { lostAt, notReadyAt, endedAt }: Moments): Figures {
  const judged = within(judgedOf(seen), lostAt, Infinity);
  // Without a NotReady, as in a drain, all of it is before.
  const known = notReadyAt ?? Infinity;
  return {
    ...countOf(judged),
    notJudged: within(seen.visits, lostAt, Infinity).length - judged.length,
    beforeNotReady: countOf(judged.filter(({ dueAt }) => dueAt < known)),
    afterNotReady: countOf(judged.filter(({ dueAt }) => dueAt >= known)),
    minute: countOf(within(judged, lostAt, lostAt + minuteMs)),
    longestGapMs: longestGap(seen, lostAt, endedAt),
    ...latenciesOf(judged),
  };
}

/** From the last answer before the loss on. A gap at the end counts, too. */
function longestGap({ visits, stalls }: Seen, lostAt: number, endedAt: number): number {
  const answers = visits.filter(({ error }) => error === undefined).map((visit) => visit.endedAt);
  const last = Math.max(...answers.filter((time) => time < lostAt), -Infinity);
  const times = answers.filter((time) => time >= last && time <= endedAt).sort((a, b) => a - b);
  const gaps = [...times, endedAt].map((to, index) => ({ from: times[index - 1] ?? Math.min(lostAt, to), to }));
  const real = gaps.filter((gap) => !overlapsStall(gap, stalls));
  return Math.max(0, ...real.map(({ from, to }) => to - from));
}

function overlapsStall(gap: Stall, stalls: readonly Stall[]): boolean {
  return stalls.some(({ from, to }) => gap.from < to && from < gap.to);
}

/** The histogram counts in thousandths of a millisecond, with three significant digits. */
function latenciesOf(judged: readonly Visit[]): Pick<Figures, "p50Ms" | "p99Ms"> {
  const histogram = build({ numberOfSignificantValueDigits: 3 });
  for (const { dueAt, endedAt, error } of judged) {
    if (error === undefined) histogram.recordValue(Math.max(0, Math.round((endedAt - dueAt) * 1000)));
  }
  const at = (percentile: number) =>
    histogram.totalCount === 0 ? undefined : histogram.getValueAtPercentile(percentile) / 1000;
  return { p50Ms: at(50), p99Ms: at(99) };
}

/** Requests of each second after the loss, the first from 0. */
export function perSecond(seen: Seen, { lostAt, endedAt }: Moments): Count[] {
  const judged = judgedOf(seen);
  const seconds = Math.ceil((endedAt - lostAt) / 1000);
  return Array.from({ length: seconds }, (_, second) => {
    const from = lostAt + second * 1000;
    return countOf(judged.filter(({ dueAt }) => dueAt >= from && dueAt < from + 1000));
  });
}
