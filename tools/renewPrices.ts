/** Renews the stored prices of machines from Azure's public list: `npm run prices`, and then `npm run docs`. It needs the Internet. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { retailPrices } from "../cli/costs/retail";
import { type PriceTable, renewed, tableText } from "./prices/renewed";

const file = join(__dirname, "..", "facts", "azure", "machinePrices.json");
const regionPatienceMs = 60_000;

async function renew(): Promise<void> {
  const table = JSON.parse(readFileSync(file, "utf8")) as PriceTable;
  const ask = async (region: string, sizes: readonly string[]) =>
    (await retailPrices({ region, sizes, currency: "USD" }, process.env, undefined, regionPatienceMs)).machines;
  const { table: fresh, kept } = await renewed(table, ask, new Date().toISOString().slice(0, 10));
  writeFileSync(file, tableText(fresh));
  for (const line of kept) console.log(line);
  console.log(`The prices are of ${fresh.date}, ${kept.length} of them older. Now: npm run docs`);
}

renew().catch((error: Error) => {
  console.error(`Nothing was changed: Azure's price list cannot be read (${error.message}).`);
  process.exitCode = 2;
});
