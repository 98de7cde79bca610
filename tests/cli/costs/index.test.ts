import { costsOf } from "../../../cli/costs";
import { inventoryOf } from "../../../cli/inventory";
import { program } from "../../../program";
import { labConfig, run } from "../../lab";

const hours = 3;

async function costs(config: Record<string, string>, today?: Parameters<typeof costsOf>[2]) {
  const { resources } = await run(program, config);
  return costsOf({ config: labConfig(config), inventory: inventoryOf(resources) }, hours, today);
}

/** In thousandths. */
const thousandths = (amount: object) =>
  Object.fromEntries(Object.entries(amount).map(([key, value]) => [key, Math.round(1000 * Number(value))]));

describe("costsOf", () => {
  it("adds up a lab that sets nothing, while it runs and while it is stopped", async () => {
    const { rows, total, upTo, ...rest } = (await costs({}))!;
    // 4 × 0.118, 4 × 0.014, 0.0468, 0.003, 0.025, 3 × 0.005 and 0.007; stopped, without the five machines.
    expect(thousandths(total)).toEqual({ hour: 625, class: 1874, month: 456_104, stopped: 106 });
    expect([rows.length, thousandths(upTo)]).toEqual([7, { hour: 0, class: 0, month: 0, stopped: 0 }]);
    expect(rest).toEqual({
      currency: "USD",
      region: "koreacentral",
      prices: { date: "2026-06-18", live: [] },
      hours,
      perStudent: null,
      unknown: [],
    });
  });

  it("counts what students may add by itself, and shares the rest among them", async () => {
    const { total, upTo, perStudent } = (await costs({ students: '["kim","lee"]' }))!;
    // Two addresses at 0.005 and two volumes at 0.003.
    expect(thousandths({ upTo: upTo.hour, each: perStudent! })).toEqual({ upTo: 16, each: 937 });
    expect(perStudent).toBe(total.class / 2);
  });

  it("names what has no known price, and counts it in no sum", async () => {
    const { total, unknown } = (await costs({ location: "mexicocentral", dockerHost: "false" }))!;
    const other = (await costs({ location: "mexicocentral" }))!;
    expect(unknown).toEqual([]);
    expect(other.unknown).toEqual(["Docker host, Standard_B2als_v2"]);
    // The host's disk, its address, and nothing for the machine.
    expect(thousandths({ more: other.total.hour - total.hour })).toEqual({ more: 8 });
  });

  it("adds the licence of Windows for each vCPU", async () => {
    const { rows } = (await costs({ windows: "true" }))!;
    expect(rows.find(({ name }) => name.startsWith("Windows node"))!.amount!.hour).toBeCloseTo(0.118 + 2 * 0.046, 6);
  });

  it("takes today's prices where there are some, and shows all in another currency", async () => {
    const today = { machines: { Standard_D2s_v5: 0.2 }, rate: 1400, currency: "KRW" };
    const { total, currency, prices } = (await costs({}, today))!;
    expect([currency, prices.live]).toEqual(["KRW", ["Standard_D2s_v5"]]);
    expect(total.hour).toBeCloseTo((0.6248 + 4 * (0.2 - 0.118)) * 1400, 3);
  });

  it("is nothing for a lab without anything billed", async () => {
    expect(await costs({ target: "local" })).toBeUndefined();
  });
});
