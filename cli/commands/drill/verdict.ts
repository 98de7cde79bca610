import { durationText } from "../../../lib/duration";
import type { ExitCode } from "../../command";
import type { Figures } from "./figures";
import type { DrillNumbers } from "./options";

/** Seconds from the loss; left out if it did not happen. */
export interface Seconds {
  readonly notReady?: number;
  readonly firstReplacement?: number;
  readonly fullStrength?: number;
}

export interface Verdict {
  readonly exitCode: ExitCode;
  /** Why it is not 0, a sentence each. */
  readonly reasons: readonly string[];
}

/** If the load saw less of what it sent, its figures are none. */
const leastJudged = 0.95;

export interface Judged {
  readonly figures: Figures;
  readonly seconds: Seconds;
  /** Whether Kubernetes was to find the loss by itself. */
  readonly unannounced: boolean;
  /** Seconds that the drill followed the pods. */
  readonly followed: number;
}

/** Over a limit that was given, the answer is no. Without enough to judge by, there is none. */
export function verdictOf(judged: Judged, limits: Pick<DrillNumbers, "maxFailed" | "maxRecovery">): Verdict {
  const no = overLimits(judged, limits);
  if (no.length > 0) return { exitCode: 1, reasons: no };
  const unknown = unknowns(judged);
  return { exitCode: unknown.length > 0 ? 2 : 0, reasons: unknown };
}

function overLimits(
  { figures: { failed }, seconds: { fullStrength }, followed }: Judged,
  { maxFailed, maxRecovery }: Pick<DrillNumbers, "maxFailed" | "maxRecovery">,
): string[] {
  const reasons: string[] = [];
  if (maxFailed !== undefined && failed > maxFailed)
    reasons.push(`${failed} requests failed, and --max-failed allows ${maxFailed}.`);
  if (fullStrength === undefined)
    reasons.push(`The app was not at full strength ${Math.round(followed)} s after the loss.`);
  else if (maxRecovery !== undefined && fullStrength > maxRecovery) {
    reasons.push(
      `Full strength took ${fullStrength.toFixed(1)} s, and --max-recovery allows ${durationText(maxRecovery)}.`,
    );
  }
  return reasons;
}

function unknowns({ figures: { sent, notJudged }, seconds, unannounced }: Judged): string[] {
  const reasons: string[] = [];
  if (sent < leastJudged * (sent + notJudged)) {
    reasons.push(
      `This machine stood still in ${notJudged} of ${sent + notJudged} requests, so the figures say nothing of the lab. ` +
        "Close other programs, and run the drill again.",
    );
  }
  if (unannounced && seconds.notReady === undefined) {
    reasons.push("Kubernetes did not find the node NotReady, so it was not lost long enough: give a longer --for.");
  }
  return reasons;
}
