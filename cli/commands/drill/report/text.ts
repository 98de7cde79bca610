import { createColors } from "picocolors";
import { columns } from "../../../../lib/columns";
import { chartOf } from "./chart";
import { figureRows } from "./figureRows";
import type { DrillResult } from "./result";

export function clockText(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** A line of the timeline: `   12.3 s  lab-agent-1 is NotReady`. */
export function timelineLine(seconds: number, text: string): string {
  return `${clockText(seconds).padStart(9)}  ${text}`;
}

/** All but the timeline, which was printed as it happened. @param width columns of the terminal */
export function resultText(result: DrillResult, width: number, colour: boolean): string {
  const { green, red } = createColors(colour);
  return [
    "",
    ...columns(figureRows(result).map(({ name, value }) => [`  ${name.en}`, value.en])),
    "",
    ...chartOf(result, width, { good: green, bad: red }),
    ...(result.errors.length > 0 ? ["", "  The first errors:"] : []),
    ...result.errors.map(({ second, text }) => timelineLine(second, text)),
    ...[...result.notes, ...result.reasons].flatMap((text) => ["", text]),
    "",
  ].join("\n");
}
