import type { Costs } from "./costs";

const start = "<!-- Made by `npm run docs` from facts/azure/prices.ts. -->";
const end = "<!-- End of the costs. -->";

/** The README with the table of what a lab costs; all else in it stays. */
export function withCostTable(readme: string, costs: Costs): string {
  const [before, after] = [readme.indexOf(start), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`README.md lacks the lines ${start} and ${end}`);
  return `${readme.slice(0, before)}${start}\n\n${table(costs)}\n\n${readme.slice(after)}`;
}

function table({ rows, total, hours }: Costs): string {
  const dollars = (amount: number, digits: number) => amount.toFixed(digits);
  return [
    ["Part", "an hour", `a class of ${hours} hours`, "a month if forgotten", "stopped, an hour"],
    ["---", "---:", "---:", "---:", "---:"],
    ...rows.flatMap(({ name, count, amount }) =>
      amount === null ? [] : [[count === 1 ? name : `${count} × ${name}`, ...cells(amount)]],
    ),
    ["**in all**", ...cells(total).map((cell) => `**${cell}**`)],
  ]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");

  function cells(amount: Costs["total"]): string[] {
    return [dollars(amount.hour, 3), dollars(amount.class, 2), dollars(amount.month, 0), dollars(amount.stopped, 3)];
  }
}
