import { durationText, parseDuration } from "../../../lib/duration";
import { UserError } from "../../../lib/userError";

export interface DrillOptions {
  readonly stack: string;
  readonly node: string | undefined;
  readonly mode: string | undefined;
  readonly rate: string;
  readonly for: string;
  readonly html: string | undefined;
  readonly "max-failed": string | undefined;
  readonly "max-recovery": string | undefined;
  readonly restore: boolean;
  readonly json: boolean;
}

/** The options that are numbers. */
export interface DrillNumbers {
  /** Milliseconds from one request to the next. */
  readonly everyMs: number;
  /** How long a cut lasts. */
  readonly cutSeconds: number;
  /** Requests. @default no limit */
  readonly maxFailed?: number;
  /** Seconds to full strength. @default no limit */
  readonly maxRecovery?: number;
}

const mostRate = 200;
/** Below it, Kubernetes may not have noticed by then. */
const shortestCut = 30;
/**
 * AKS repairs a node after five minutes of NotReady: it would restart it (azure-aks-docs, `node-auto-repair.md`, 2025-01). With the
 * time before the cut, even the second timer on the node ends before that.
 */
const longestCut = 240;
const longestRecovery = 3600;

/** @throws UserError with the option, its value and what is allowed */
export function readNumbers(options: DrillOptions): DrillNumbers {
  const { rate, for: cut, "max-failed": failed, "max-recovery": recovery } = options;
  return {
    everyMs: 1000 / whole("--rate", rate, 1, mostRate),
    cutSeconds: time("--for", cut, shortestCut, longestCut),
    ...(failed !== undefined && { maxFailed: whole("--max-failed", failed, 0, Number.MAX_SAFE_INTEGER) }),
    ...(recovery !== undefined && { maxRecovery: time("--max-recovery", recovery, 1, longestRecovery) }),
  };
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  throw new UserError(`${option} ${text}: allowed is a whole number ${range}.`);
}

function time(option: string, text: string, least: number, most: number): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds >= least && seconds <= most) return seconds;
  throw new UserError(
    `${option} ${text}: allowed is a time from ${durationText(least)} to ${durationText(most)}, such as 90s.`,
  );
}
