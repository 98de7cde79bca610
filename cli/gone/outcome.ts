import type { ExitCode } from "../command";

/** What is left of a lab, of whatever target. */
export interface Remains {
  readonly left: readonly RemainingThing[];
  /** What Pulumi's state of the stack still has; `null` if there is nothing in it, or no such stack. */
  readonly state: { readonly resources: number; readonly command: string } | null;
  /** What could not be found out, each in a sentence. */
  readonly unanswered: readonly string[];
  /** What is there, and not counted. */
  readonly notes: readonly string[];
}

export interface RemainingThing {
  readonly kind: string;
  readonly name: string;
  /** Azure's id; `null` on Docker. */
  readonly id: string | null;
  readonly deleting: boolean;
  /** US dollars; `null` if no price is known. */
  readonly costADay: number | null;
  /** What removes it. */
  readonly command: string;
}

export type Outcome = "gone" | "left" | "cannot tell";

/** What certainly is left decides, whatever else could not be asked. Without an answer nothing is ever gone. */
export function outcomeOf({ left, state, unanswered }: Remains): Outcome {
  if (left.length > 0 || state !== null) return "left";
  return unanswered.length > 0 ? "cannot tell" : "gone";
}

export const exitCodes: Readonly<Record<Outcome, ExitCode>> = { gone: 0, left: 1, "cannot tell": 2 };

/** US dollars a day of what has a price, and what has none. */
export function dailyCosts({ left }: Remains): { readonly dollars: number; readonly unknown: readonly string[] } {
  return {
    dollars: left.reduce((sum, { costADay }) => sum + (costADay ?? 0), 0),
    unknown: left.filter(({ costADay }) => costADay === null).map(({ kind, name }) => `${kind} ${name}`),
  };
}
