import type { Clock } from "../clock";
import type { Findings } from "./search";

/** Between two looks where something is being deleted; Azure says 10 to 15 s. */
const lookMs = 15_000;

/** After a look that found nothing: Azure's lists lag, and a thing that has just been made may be in none. */
const secondLookMs = 30_000;

export interface ProofTools {
  readonly clock: Clock;
  /** Reports a line of progress. */
  readonly say: (line: string) => void;
  /** How long what is being deleted is waited for, in milliseconds. */
  readonly patienceMs: number;
  /** Whether everything was told to go just now: then what is left is waited for, too. */
  readonly expected: boolean;
}

/**
 * Looks until nothing is left in two looks, half a minute apart, or until what is left does not go. What could not be asked ends it,
 * since another look would not be told either.
 */
export async function prove(look: () => Promise<Findings>, tools: ProofTools): Promise<Findings> {
  const { clock, say, patienceMs, expected } = tools;
  const until = clock.now() + patienceMs;
  let isSecond = false;
  for (;;) {
    const findings = await look();
    const { left, unanswered } = findings;
    if (left.length === 0 && (unanswered.length > 0 || isSecond)) return findings;
    if (left.length > 0 && (clock.now() >= until || !(expected || left.every(({ deleting }) => deleting))))
      return findings;
    isSecond = left.length === 0;
    if (isSecond) say("Nothing was found. Azure's lists lag, so there is a second look in half a minute.");
    else
      say(
        `${left.length} ${left.length === 1 ? "thing is" : "things are"} still there: ${summary(findings)}. Looking again.`,
      );
    await clock.wait(isSecond ? secondLookMs : lookMs);
  }
}

/** The first few, by kind and name. */
function summary({ left }: Findings): string {
  const shown = left.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`);
  return [...shown, ...(left.length > shown.length ? [`${left.length - shown.length} more`] : [])].join(", ");
}
