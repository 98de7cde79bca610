import { vmShape } from "../../../facts/azure/vmShape";
import { parseVmSize } from "../../../facts/azure/vmSize";
import { sizesOfSeries } from "../../../facts/azure/vmSizes";
import prices from "../../../facts/azure/machinePrices.json";
import table from "../../../facts/azure/vmSeries.json";

const series = Object.entries(table.series);

describe("sizesOfSeries", () => {
  it("has the sizes of a series, constrained ones and ones with an accelerator included", () => {
    expect(sizesOfSeries("Standard_B2als_v2")?.slice(0, 2)).toEqual(["Standard_B2als_v2", "Standard_B4als_v2"]);
    expect(sizesOfSeries("Standard_E4-2s_v5")).toContain("Standard_E4-2s_v5");
    expect(sizesOfSeries("Standard_NC24ads_A100_v4")).toContain("Standard_NC24ads_A100_v4");
    expect(sizesOfSeries("Standard_F2")).toContain("Standard_F2");
  });

  it("knows nothing of a series that nobody sells, nor of what is not a size", () => {
    expect(sizesOfSeries("Standard_D2s_v9")).toBeUndefined();
    expect(sizesOfSeries("huge")).toBeUndefined();
  });

  it("has each size that has a price in the plan", () => {
    const priced = new Set(Object.values(prices.regions).flatMap((region) => Object.keys(region)));
    expect([...priced].filter((name) => sizesOfSeries(name)?.includes(name) !== true)).toEqual([]);
  });

  it.each(series)("has names of the series %s that are read as they are", (name, numbers) => {
    const [, letters, suffix] = /^([A-Z]+)(.*)$/.exec(name)!;
    for (const number of numbers.split(" ")) {
      const size = `Standard_${letters}${number}${suffix}`;
      expect(sizesOfSeries(size)).toContain(size);
      const parsed = parseVmSize(size);
      if (parsed) expect([parsed.name, vmShape(parsed).cpus > 0]).toEqual([size, true]);
    }
  });
});
