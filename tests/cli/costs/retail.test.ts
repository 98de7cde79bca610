import { readFileSync } from "node:fs";
import { join } from "node:path";
import { retailPrices } from "../../../cli/costs/retail";
import { webServer } from "../harness";

/** Rows as the list has them for one machine: those of Windows, Spot, Low Priority, Dev/Test and Cloud Services stand beside it. */
const golden = JSON.parse(readFileSync(join(__dirname, "retail.json"), "utf8")) as { Items: object[] };

interface Asked {
  readonly filter: string | null;
  readonly currency: string | null;
}

/** A price list that answers with pages. */
async function list(pageOf: (asked: Asked, skip: number) => { Items: object[]; next?: number }) {
  const asked: Asked[] = [];
  const { url, end } = await webServer((request, response) => {
    const { searchParams, pathname, origin } = new URL(request.url!, `http://${request.headers.host}`);
    const question = { filter: searchParams.get("$filter"), currency: searchParams.get("currencyCode") };
    asked.push(question);
    const { Items, next } = pageOf(question, Number(searchParams.get("$skip") ?? 0));
    const more = new URLSearchParams(searchParams);
    more.set("$skip", String(next));
    const NextPageLink = next === undefined ? null : `${origin}${pathname}?${more.toString()}`;
    response.end(JSON.stringify({ Items, NextPageLink, Count: Items.length }));
  });
  return { url: `${url}/api/retail/prices?api-version=1`, asked, end };
}

const ask = (url: string, sizes = ["Standard_D2s_v5"], currency = "USD") =>
  retailPrices({ region: "koreacentral", sizes, currency }, {}, url);

describe("retailPrices", () => {
  it("takes the one row of a plain machine with Linux, though a cheaper and a dearer one of each trap stand beside it", async () => {
    const server = await list(() => golden);
    await expect(ask(server.url)).resolves.toEqual({ machines: { Standard_D2s_v5: 0.118 }, rate: 1 });
    await server.end();
    expect(server.asked).toEqual([
      {
        filter:
          "serviceName eq 'Virtual Machines' and armRegionName eq 'koreacentral' and armSkuName eq 'Standard_D2s_v5' and priceType eq 'Consumption'",
        currency: "'USD'",
      },
    ]);
  });

  it("reads every page", async () => {
    const [plain, ...traps] = golden.Items as [object, ...object[]];
    const server = await list((_, skip) => (skip === 0 ? { Items: traps, next: 100 } : { Items: [plain] }));
    await expect(ask(server.url)).resolves.toMatchObject({ machines: { Standard_D2s_v5: 0.118 } });
    await server.end();
    expect(server.asked).toHaveLength(2);
  });

  it("has no price for a size with two plain rows, or with none", async () => {
    const two = await list(() => ({ Items: [...golden.Items, golden.Items[0]!] }));
    await expect(ask(two.url)).resolves.toEqual({ machines: {}, rate: 1 });
    await two.end();
    const none = await list(() => ({ Items: golden.Items.slice(1) }));
    await expect(ask(none.url)).resolves.toEqual({ machines: {}, rate: 1 });
    await none.end();
  });

  it("finds the rate of another currency by the same machine's price in both", async () => {
    const server = await list(({ currency }) =>
      currency === "'KRW'" ? { Items: [{ ...golden.Items[0], currencyCode: "KRW", retailPrice: 163.43 }] } : golden,
    );
    const { machines, rate } = await ask(server.url, ["Standard_D2s_v5"], "KRW");
    await server.end();
    expect([machines, Math.round(rate)]).toEqual([{ Standard_D2s_v5: 0.118 }, 1385]);
  });

  it("fails without prices in the currency, and on an answer that is no price list", async () => {
    const server = await list(({ currency }) => (currency === "'XXX'" ? { Items: [] } : golden));
    await expect(ask(server.url, ["Standard_D2s_v5"], "XXX")).rejects.toThrow("the price list has no prices in XXX");
    await server.end();
    const { url, end } = await webServer((_request, response) => response.writeHead(503).end("busy"));
    await expect(ask(url)).rejects.toThrow("the price list answered 503");
    await end();
  });
});
