import type { Count } from "../figures";
import type { DrillResult } from "./result";

const height = 6;
const marks = { lost: "L", notReady: "N", first: "1", full: "F", back: "R" } as const;
const markNames = {
  notReady: "N NotReady",
  first: "1 first replacement",
  full: "F full strength",
  back: "R Ready again",
} as const;

/** Signs of the chart, which a terminal may colour. */
export interface ChartInk {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

/**
 * A column for each second, or for several where the terminal is too narrow: what was served below, what failed above.
 *
 * @param width columns of the terminal
 */
export function chartOf({ perSecond, timeline }: DrillResult, width: number, ink: ChartInk): string[] {
  const indent = "  ";
  const perColumn = Math.max(1, Math.ceil(perSecond.length / Math.max(10, width - indent.length)));
  const columns = Array.from({ length: Math.ceil(perSecond.length / perColumn) }, (_, index) =>
    sum(perSecond.slice(index * perColumn, (index + 1) * perColumn)),
  );
  const rows = Array.from({ length: height }, (_, row) =>
    columns.map((count) => cell(count, height - row, ink)).join(""),
  );
  const markRow = columns.map(() => " ");
  for (const { second, mark } of timeline) {
    const column = Math.floor(second / perColumn);
    if (mark !== undefined && column < columns.length) markRow[column] = marks[mark];
  }
  const shown = Object.entries(markNames).filter(([mark]) => timeline.some((one) => one.mark === mark));
  const legend = ["█ served", "▒ failed", "L lost", ...shown.map(([, name]) => name)].join(", ");
  const scale = perColumn === 1 ? "A column is a second" : `A column is ${perColumn} seconds`;
  return [...rows, markRow.join("").trimEnd(), axis(columns.length, perColumn), `${scale}: ${legend}`].map(
    (line) => `${indent}${line}`,
  );
}

function sum(counts: readonly Count[]): Count {
  return {
    sent: counts.reduce((total, { sent }) => total + sent, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/** @param row from 1 at the bottom. A failure, however rare, takes one row at least. */
function cell({ sent, failed }: Count, row: number, ink: ChartInk): string {
  if (sent === 0) return " ";
  const bad = failed === 0 ? 0 : Math.max(1, Math.round((failed / sent) * height));
  return row > height - bad ? ink.bad("▒") : ink.good("█");
}

/** The seconds below every tenth column: `0         10        20`. */
function axis(columns: number, perColumn: number): string {
  const labels = Array.from({ length: Math.ceil(columns / 10) }, (_, index) => String(index * 10 * perColumn));
  return labels
    .map((label) => label.padEnd(10))
    .join("")
    .trimEnd();
}
