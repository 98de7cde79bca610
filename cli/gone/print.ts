import type { ExitCode } from "../command";
import { type Context, jsonText } from "../context";
import { type Remains, dailyCosts, exitCodes, outcomeOf } from "./outcome";
import { remainsText } from "./report";

/** Prints what is left, and says it by the exit code. @param lab project and stack */
export function printRemains({ output }: Context, remains: Remains, lab: string, json: boolean): ExitCode {
  const outcome = outcomeOf(remains);
  const { dollars, unknown } = dailyCosts(remains);
  output.out(
    json
      ? jsonText({ outcome, ...remains, costADay: { currency: "USD", total: dollars, unknown } })
      : remainsText(remains, lab),
  );
  return exitCodes[outcome];
}
