import { columns } from "../../../lib/columns";
import { wrap } from "../../../lib/wrap";
import type { Amount, CostRow, Costs } from "../../costs/costs";

/**
 * What a lab costs, as a table with a line for each billed thing, and what the prices are.
 *
 * @param width of the terminal, for sentences
 */
export function costLines(costs: Costs, width: number): string[] {
  const { hours, rows, total, upTo, perStudent } = costs;
  const possible = rows.filter((row) => row.upTo !== undefined);
  const table = columns(
    [
      ["", "an hour", `${hours} h`, "a month", "stopped, an hour"],
      ...rows.filter((row) => row.upTo === undefined).map(rowCells),
      ["in all", ...amountCells(total)],
      ...possible.map(rowCells),
      ...(possible.length === 0 ? [] : [["up to, besides", ...amountCells(upTo)]]),
      ...(perStudent === null ? [] : [["each student's share", "", money(perStudent)]]),
    ],
    { right: [1, 2, 3, 4] },
  );
  return [...table, ...explanation(costs).flatMap((text) => wrap(text, width - 2))].map((line) =>
    `  ${line}`.trimEnd(),
  );
}

function rowCells({ name, count, amount, upTo }: CostRow): string[] {
  const title = `${upTo === undefined ? "" : "up to "}${count === 1 ? "" : `${count} × `}${name}`;
  return amount === null ? [title, "not known"] : [title, ...amountCells(amount)];
}

function amountCells({ hour, class: lesson, month, stopped }: Amount): string[] {
  return [hour.toFixed(3), money(lesson), money(month), stopped.toFixed(3)];
}

const money = (dollars: number) => dollars.toFixed(2);

function explanation({ currency, region, prices: { date, live }, unknown }: Costs): string[] {
  const today = live.length === 0 ? "" : `; of ${live.join(" and ")} today's, from Azure's price list`;
  return [
    `${currency === "USD" ? "US dollars" : `${currency}, by the price list's own rate,`} without taxes, prices of ${date} for ${region}${today}. Traffic out of Azure, and images beyond 10 GiB, come on top.`,
    ...(unknown.length === 0 ? [] : [`Not in any sum, since no price is known: ${unknown.join(", ")}.`]),
  ];
}
