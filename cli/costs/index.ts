import { pricesDate } from "../../facts/azure/prices";
import type { Rehearsal } from "../rehearse";
import { type Costs, costRows, totalOf } from "./costs";
import { priceOf } from "./priceList";
import type { RetailPrices } from "./retail";

/** Prices of today; without them the stored ones count, in US dollars. */
export interface Today extends RetailPrices {
  readonly currency: string;
}

/**
 * What a rehearsed lab costs.
 *
 * @param hours of the class
 * @returns `undefined` if nothing of it is billed
 */
export function costsOf(
  { config, inventory: { billed, pods } }: Pick<Rehearsal, "config" | "inventory">,
  hours: number,
  { machines, rate, currency }: Today = { machines: {}, rate: 1, currency: "USD" },
): Costs | undefined {
  if (billed.length === 0) return undefined;
  const inCurrency = (dollars: number | undefined) => (dollars === undefined ? undefined : dollars * rate);
  const rows = costRows(billed, ({ meter }) => inCurrency(priceOf(meter, config.location, machines)), hours);
  const total = totalOf(rows.filter(({ upTo }) => upTo === undefined));
  const students = pods.spaces.length;
  return {
    currency,
    region: config.location,
    prices: { date: pricesDate, live: Object.keys(machines) },
    hours,
    rows,
    total,
    upTo: totalOf(rows.filter(({ upTo }) => upTo !== undefined)),
    perStudent: students === 0 ? null : total.class / students,
    unknown: rows.filter(({ amount }) => amount === null).map(({ name }) => name),
  };
}
