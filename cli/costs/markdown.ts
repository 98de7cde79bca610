import { withTable } from "../../config/docs";
import type { Amount, Costs } from "./costs";

const start = "<!-- Made by `npm run docs` from facts/azure/prices.ts. -->";
const end = "<!-- End of the costs. -->";

/** The README with the table of what a lab costs; all else in it stays. */
export function withCostTable(readme: string, { rows, total, hours }: Costs): string {
  return withTable(
    readme,
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

function cells({ hour, class: lesson, month, stopped }: Amount): string[] {
  return [hour.toFixed(3), lesson.toFixed(2), month.toFixed(0), stopped.toFixed(3)];
}
