import type { ExitCode } from "../../../command";
import { type Count, type Figures, figuresOf, passMark, perSecond, servedShare } from "../figures";
import type { Measurement } from "../measure";
import type { Mode } from "../losses/modes";
import type { Mark } from "../recovery";
import type { Seconds } from "../verdict";

/** All that a drill says, as `--json` prints it. Times are in seconds from the loss. */
export interface DrillResult {
  readonly node: string;
  readonly mode: Mode;
  readonly url: string;
  /** Requests a second. */
  readonly rate: number;
  /** RFC 3339, when the drill began. */
  readonly since: string;
  readonly figures: Figures;
  /** Share of the minute after the loss that was served, from 0 to 1; `null` if nothing was sent. */
  readonly servedInMinute: number | null;
  readonly passMark: number;
  readonly passed: boolean;
  readonly seconds: Seconds;
  readonly timeline: readonly { readonly second: number; readonly text: string; readonly mark?: Mark }[];
  /** The first errors, with their times. */
  readonly errors: readonly { readonly second: number; readonly text: string }[];
  readonly perSecond: readonly Count[];
  /** Whether the node is back. */
  readonly restored: boolean;
  /** What the reader must know of the figures. */
  readonly notes: readonly string[];
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
}

type Known = Pick<DrillResult, "node" | "mode" | "url" | "rate" | "since" | "restored" | "exitCode" | "reasons">;

/** So many errors show what went wrong; the others are like them. */
const mostErrors = 5;
/** A shorter silence of the API server is within what a look takes. */
const leastBlindMs = 1000;

export function secondsOf({ moments }: Measurement): Seconds {
  const since = (at: number | undefined) => (at === undefined ? undefined : (at - moments.lostAt) / 1000);
  const [notReady, firstReplacement, fullStrength] = [
    since(moments.notReadyAt),
    since(moments.firstReplacementAt),
    since(moments.fullStrengthAt),
  ];
  return {
    ...(notReady !== undefined && { notReady }),
    ...(firstReplacement !== undefined && { firstReplacement }),
    ...(fullStrength !== undefined && { fullStrength }),
  };
}

export function resultOf(measurement: Measurement, known: Known): DrillResult {
  const { seen, moments, happenings, blindMs } = measurement;
  const second = (at: number) => (at - moments.lostAt) / 1000;
  const figures = figuresOf(seen, moments);
  const share = servedShare(figures.minute);
  const failed = seen.visits.filter(({ error, endedAt }) => error !== undefined && endedAt >= moments.lostAt);
  return {
    ...known,
    figures,
    servedInMinute: share ?? null,
    passMark,
    passed: share !== undefined && share >= passMark,
    seconds: secondsOf(measurement),
    timeline: happenings.map(({ at, text, mark }) => ({ second: second(at), text: text.en, ...(mark && { mark }) })),
    errors: failed
      .toSorted((a, b) => a.dueAt - b.dueAt)
      .slice(0, mostErrors)
      .map(({ dueAt, error = "" }) => ({ second: second(dueAt), text: error })),
    perSecond: perSecond(seen, moments),
    notes: [
      ...(figures.notJudged > 0
        ? [`${figures.notJudged} requests are in no figure: this machine stood still in them.`]
        : []),
      ...(blindMs >= leastBlindMs
        ? [`The API server did not answer for ${(blindMs / 1000).toFixed(1)} s: times in it may be late by as much.`]
        : []),
    ],
  };
}
