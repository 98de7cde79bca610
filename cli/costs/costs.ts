import { hoursOfMonth } from "../../facts/azure/prices";
import type { Billed } from "../inventory/billed";

/** In the currency of the costs. */
export interface Amount {
  readonly hour: number;
  /** For the hours of the class. */
  readonly class: number;
  /** If nobody takes the lab down. */
  readonly month: number;
  /** An hour while the lab is stopped. */
  readonly stopped: number;
}

export interface CostRow extends Pick<Billed, "name" | "count" | "upTo"> {
  /** `null` if no price is known. */
  readonly amount: Amount | null;
}

/** What a lab costs. */
export interface Costs {
  /** `USD`, or another that the price list has: for reference, since Azure's prices are in dollars. */
  readonly currency: string;
  readonly region: string;
  /** Date of the stored prices, `2026-06-18`, and the names of the VM sizes that have today's price. */
  readonly prices: { readonly date: string; readonly live: readonly string[] };
  /** Hours of the class. */
  readonly hours: number;
  readonly rows: readonly CostRow[];
  /** Of what is billed in any case and has a price. */
  readonly total: Amount;
  /** What students and the autoscaler may add. */
  readonly upTo: Amount;
  /** The class's hours, for one of the students; `null` without students. */
  readonly perStudent: number | null;
  /** Things without a known price, which are in no sum. */
  readonly unknown: readonly string[];
}

/** @param priceOf what one costs an hour; `undefined` if it is not known */
export function costRows(
  billed: readonly Billed[],
  priceOf: (one: Billed) => number | undefined,
  hours: number,
): CostRow[] {
  return billed.map((one) => {
    const { name, count, upTo, stops } = one;
    const price = priceOf(one);
    return { name, count, upTo, amount: price === undefined ? null : amountOf(count * price, hours, stops) };
  });
}

function amountOf(hour: number, hours: number, stops: boolean): Amount {
  return { hour, class: hour * hours, month: hour * hoursOfMonth, stopped: stops ? 0 : hour };
}

export function totalOf(rows: readonly CostRow[]): Amount {
  const sum = (of: (amount: Amount) => number) =>
    rows.reduce((total, { amount }) => total + (amount === null ? 0 : of(amount)), 0);
  return {
    hour: sum(({ hour }) => hour),
    class: sum((amount) => amount.class),
    month: sum(({ month }) => month),
    stopped: sum(({ stopped }) => stopped),
  };
}
