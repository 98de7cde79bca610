import { withTable, withText } from "../../config/docs";
import type { Amount, Costs } from "./costs";

const start = "<!-- Made by `npm run docs` from facts/azure/prices.ts. -->";
const end = "<!-- End of the costs. -->";

/** docs/costs.md with the table of what a lab costs; all else in it stays. */
export function withCostTable(page: string, { rows, total, hours }: Costs): string {
  return withTable(
    page,
    [start, end],
    [
      ["Part", "an hour", `a class of ${hours} hours`, "a month if forgotten", "stopped, an hour"],
      ["---", "---:", "---:", "---:", "---:"],
      ...rows.flatMap(({ name, count, amount }) =>
        amount === null ? [] : [[count === 1 ? name : `${count} × ${name}`, ...cells(amount)]],
      ),
      ["**in all**", ...cells(total).map((cell) => `**${cell}**`)],
    ],
  );
}

/** The README with what a lab costs in all; all else in it stays. */
export function withCostSentence(readme: string, { total: { hour, class: lesson, month }, hours }: Costs): string {
  const sentence =
    `A lab that sets nothing costs ${hour.toFixed(3)} US dollars an hour, ${lesson.toFixed(2)} for a class of ${hours} hours, and ` +
    `${month.toFixed(0)} for a month if it is forgotten.`;
  return withText(readme, [start, end], sentence);
}

function cells({ hour, class: lesson, month, stopped }: Amount): string[] {
  return [hour.toFixed(3), lesson.toFixed(2), month.toFixed(0), stopped.toFixed(3)];
}
