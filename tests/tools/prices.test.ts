import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PriceTable, renewed, tableText } from "../../tools/prices/renewed";

const stored: PriceTable = {
  date: "2026-06-18",
  regions: { koreacentral: { D2: 0.118, B2: 0.0468, E2: 0.1 }, westeurope: { D2: 0.115 } },
};

describe("the renewal of prices", () => {
  it("takes today's, keeps what has no row of its own or is another thing's, and says so", async () => {
    const asked: string[] = [];
    const { table, kept } = await renewed(
      stored,
      (region, sizes) => {
        asked.push(`${region}: ${sizes.join(", ")}`);
        // B2 has two rows, and E2 is a Windows machine's.
        return Promise.resolve({ D2: 0.12, E2: 0.192 });
      },
      "2026-11-28",
    );
    expect(asked).toEqual(["koreacentral: D2, B2, E2", "westeurope: D2"]);
    expect(table).toEqual({
      date: "2026-11-28",
      regions: { koreacentral: { D2: 0.12, B2: 0.0468, E2: 0.1 }, westeurope: { D2: 0.12 } },
    });
    expect(kept).toEqual([
      "koreacentral B2: the list has not exactly one row, 0.0468 stays",
      "koreacentral E2: 0.192 is not near 0.1, which stays: look it up",
    ]);
  });

  it("has no table if the list stops answering half-way", async () => {
    const ask = (region: string) =>
      region === "westeurope" ? Promise.reject(new Error("429")) : Promise.resolve({ D2: 0.12 });
    await expect(renewed(stored, ask, "2026-11-28")).rejects.toThrow("429");
  });

  it("writes the stored table as it stands", () => {
    const text = readFileSync(join(__dirname, "../../facts/azure/machinePrices.json"), "utf8");
    expect(tableText(JSON.parse(text) as PriceTable)).toBe(text.replaceAll("\r\n", "\n"));
  });
});
