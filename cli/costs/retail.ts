import { z } from "zod";
import { httpRequest } from "../../lib/httpRequest";
import type { Environment } from "../context";
import type { MachinePrices } from "./priceList";

/** Azure's public price list (Learn, "Azure Retail Prices overview"). It asks for no sign-in. */
const list = "https://prices.azure.com/api/retail/prices?api-version=2023-01-01-preview";

/** Nobody waits longer for a price in a rehearsal. */
const rehearsalPatienceMs = 3000;

const page = z.object({
  Items: z.array(
    z.object({
      armRegionName: z.string(),
      armSkuName: z.string(),
      currencyCode: z.string(),
      productName: z.string(),
      skuName: z.string(),
      meterName: z.string(),
      retailPrice: z.number(),
      type: z.string(),
      unitOfMeasure: z.string(),
      isPrimaryMeterRegion: z.boolean().optional(),
    }),
  ),
  NextPageLink: z.string().nullish(),
});

type Item = z.output<typeof page>["Items"][number];

/** What Azure's list says today. */
export interface RetailPrices {
  /** US dollars an hour with Linux. A size for which the list has not exactly one row is left out. */
  readonly machines: MachinePrices;
  /** What a US dollar is in the currency that was asked for, by the price of the same machine in both. */
  readonly rate: number;
}

export type AskPrices = (region: string, sizes: readonly string[], currency: string) => Promise<RetailPrices>;

/** @throws if the list does not answer in time, or has no price in that currency */
export async function retailPrices(
  { region, sizes, currency }: { region: string; sizes: readonly string[]; currency: string },
  env: Environment,
  url = list,
  patienceMs = rehearsalPatienceMs,
): Promise<RetailPrices> {
  const signal = AbortSignal.timeout(patienceMs);
  const ask = async (currencyCode: string) => {
    const asked = [...new Set(sizes)].map(async (size) => {
      const items = await itemsOf(queryFor(url, region, size, currencyCode), signal, env);
      const rows = plainRows(items, { region, size, currencyCode });
      return rows.length === 1 ? [[size, rows[0]!.retailPrice] as const] : [];
    });
    return Object.fromEntries((await Promise.all(asked)).flat()) as MachinePrices;
  };
  const [machines, others] = await Promise.all([ask("USD"), currency === "USD" ? undefined : ask(currency)]);
  return { machines, rate: others === undefined ? 1 : rateOf(machines, others, currency) };
}

function rateOf(dollars: MachinePrices, others: MachinePrices, currency: string): number {
  const size = Object.keys(dollars).find((one) => others[one] !== undefined);
  if (size === undefined) throw new Error(`the price list has no prices in ${currency}`);
  return others[size]! / dollars[size]!;
}

function queryFor(url: string, region: string, size: string, currencyCode: string): URL {
  const query = new URL(url);
  const equal = { serviceName: "Virtual Machines", armRegionName: region, armSkuName: size, priceType: "Consumption" };
  // The list compares with regard to case.
  const filter = Object.entries(equal).map(([field, value]) => `${field} eq '${value}'`);
  query.searchParams.set("$filter", filter.join(" and "));
  query.searchParams.set("currencyCode", `'${currencyCode}'`);
  return query;
}

async function itemsOf(first: URL, signal: AbortSignal, env: Environment): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null | undefined = first.href;
  while (next) {
    const { status, body } = await httpRequest(new URL(next), { signal }, env);
    if (status !== 200) throw new Error(`the price list answered ${status}`);
    const { Items, NextPageLink } = page.parse(JSON.parse(body));
    items.push(...Items);
    next = NextPageLink;
  }
  return items;
}

/**
 * The rows of a plain machine with Linux. The same answer has rows for Windows, for machines that Azure may take away, and for
 * development and tests: taken for the machine's price, they make it several times too cheap or twice too dear.
 */
function plainRows(items: readonly Item[], wanted: { region: string; size: string; currencyCode: string }): Item[] {
  return items.filter(
    ({ armRegionName, armSkuName, currencyCode, type, unitOfMeasure, productName, skuName, meterName, ...row }) =>
      armRegionName === wanted.region &&
      armSkuName === wanted.size &&
      currencyCode === wanted.currencyCode &&
      type === "Consumption" &&
      unitOfMeasure === "1 Hour" &&
      row.isPrimaryMeterRegion !== false &&
      !/windows|cloud ?services/i.test(productName) &&
      !/spot|low priority/i.test(`${skuName} ${meterName}`),
  );
}
