/** Prices of machines in US dollars an hour by VM size, by region, and their day. */
export interface PriceTable {
  /** `2026-06-18`. */
  readonly date: string;
  readonly regions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Today's prices of sizes in a region; a size without exactly one row in the list has none. */
export type AskRegion = (region: string, sizes: readonly string[]) => Promise<Readonly<Record<string, number>>>;

export interface Renewal {
  readonly table: PriceTable;
  /** What stayed as it was, and why, a line each. */
  readonly kept: readonly string[];
}

/** A price changes by less than this from one renewal to the next; more is a row of something else, such as Windows or Spot. */
const mostChange = 1.5;

/**
 * A table with today's prices, for the regions and sizes that it has, region after region: the list refuses who asks for all at once.
 *
 * @param today `2026-11-28`
 * @throws if the list does not answer: a table of two days would have no date
 */
export async function renewed(table: PriceTable, ask: AskRegion, today: string): Promise<Renewal> {
  const regions: Record<string, Record<string, number>> = {};
  const kept: string[] = [];
  for (const [region, stored] of Object.entries(table.regions)) {
    const fresh = await ask(region, Object.keys(stored));
    regions[region] = Object.fromEntries(
      Object.entries(stored).map(([size, old]) => {
        const reason = doubt(old, fresh[size]);
        if (reason !== undefined) kept.push(`${region} ${size}: ${reason}`);
        return [size, reason === undefined ? fresh[size]! : old];
      }),
    );
  }
  return { table: { date: today, regions }, kept };
}

function doubt(old: number, price: number | undefined): string | undefined {
  if (price === undefined) return `the list has not exactly one row, ${old} stays`;
  const change = Math.max(price / old, old / price);
  return change > mostChange ? `${price} is not near ${old}, which stays: look it up` : undefined;
}

/** A line for each region, so that a change can be read. */
export function tableText({ date, regions }: PriceTable): string {
  const lines = Object.entries(regions).map(([region, prices]) => {
    const sizes = Object.entries(prices).map(([size, price]) => `${JSON.stringify(size)}: ${price}`);
    return `    ${JSON.stringify(region)}: {${sizes.join(", ")}}`;
  });
  return `{\n  "date": ${JSON.stringify(date)},\n  "regions": {\n${lines.join(",\n")}\n  }\n}\n`;
}
