import { UserError } from "../../../lib/userError";
import type { Context } from "../../context";
import { type Today, costsOf } from "../../costs";
import { type RehearseOptions, type Rehearsal, rehearse } from "../../rehearse";

export interface PlanOptions extends RehearseOptions {
  readonly hours: string;
  readonly "live-prices": boolean;
  readonly currency: string;
}

/** Nobody teaches longer without a break. */
const mostHours = 10_000;

/** A rehearsal with what the lab costs. @throws what `rehearse` throws; UserError for hours that are no number */
export async function rehearseWithCosts(context: Context, options: PlanOptions): Promise<Rehearsal> {
  const hours = hoursOf(options.hours);
  checkCurrency(options.currency);
  const rehearsal = await rehearse(context, options);
  const asks = options["live-prices"] || options.currency !== "USD";
  const today = asks ? await todaysPrices(context, rehearsal, options.currency) : undefined;
  const costs = costsOf(rehearsal, hours, today);
  return costs === undefined ? rehearsal : { ...rehearsal, plan: { ...rehearsal.plan, costs } };
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && hours > 0 && hours <= mostHours) return hours;
  throw new UserError(`--hours ${text}: allowed is a number above 0, and up to ${mostHours}, such as 3 or 1.5.`);
}

function checkCurrency(currency: string): void {
  if (/^[A-Z]{3}$/.test(currency)) return;
  throw new UserError(
    `--currency ${currency}: allowed are the three capital letters of a currency, such as USD or KRW.`,
  );
}

/** None if Azure's list does not answer in time: the stored ones then count, and the plan says of which day they are. */
async function todaysPrices(
  { prices, output }: Context,
  { config, inventory }: Rehearsal,
  currency: string,
): Promise<Today | undefined> {
  const sizes = inventory.machines.map(({ size }) => size.name);
  try {
    return { ...(await prices(config.location, sizes, currency)), currency };
  } catch (error) {
    output.err(
      `No prices from Azure's list (${(error as Error).message}): the stored ones, in US dollars, stand in.\n`,
    );
    return undefined;
  }
}
