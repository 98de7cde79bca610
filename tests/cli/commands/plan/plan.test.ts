import { runCli } from "../../harness";

const plan = (args: readonly string[], prices?: Parameters<typeof runCli>[0]["prices"]) =>
  runCli({ args: ["plan", ...args], ...(prices && { prices }) });

describe("the costs in lab plan", () => {
  it("are for the hours given, and ask nobody", async () => {
    const asked: unknown[] = [];
    const { stdout, stderr, code } = await plan(["--hours", "1.5"], (...question) => {
      asked.push(question);
      return Promise.reject(new Error("not to be asked"));
    });
    expect([code, stderr, asked]).toEqual([0, "", []]);
    expect(stdout).toMatch(/^ +an hour +1\.5 h +a month +stopped, an hour$/m);
    expect(stdout).toMatch(/^ {2}in all +0\.625 +0\.94 +456\.10 +0\.106$/m);
    expect(stdout).toContain("US dollars without taxes, prices of 2026-06-18 for koreacentral.");
  });

  it("are of today with --live-prices, and in another currency with --currency", async () => {
    const today = { machines: { Standard_D2s_v5: 0.118 }, rate: 1000 };
    const { stdout } = await plan(["--currency", "KRW"], () => Promise.resolve(today));
    expect(stdout).toMatch(/^ {2}in all +624\.800 /m);
    expect(stdout).toContain("KRW, by the price list's own rate, without taxes");
    expect(stdout).toMatch(/ of\s+Standard_D2s_v5 today's, from Azure's price list\./);
    expect(stdout).toContain("  price      624.80 KRW an hour, 2499.20 for 4 h\n");
  });

  it("are the stored ones if the list does not answer, and say so", async () => {
    const { stdout, stderr, code } = await plan(["--live-prices"]);
    expect([code, stderr]).toEqual([
      0,
      "No prices from Azure's list (it does not answer): the stored ones, in US dollars, stand in.\n",
    ]);
    expect(stdout).toMatch(/^ {2}in all +0\.625 /m);
  });

  it.each([
    ["--hours", "0", "--hours 0: allowed is a number above 0, and up to 10000, such as 3 or 1.5.\n"],
    ["--hours", "all day", "--hours all day: allowed is a number above 0, and up to 10000, such as 3 or 1.5.\n"],
    ["--currency", "won", "--currency won: allowed are the three capital letters of a currency, such as USD or KRW.\n"],
  ])("refuse %s %s", async (option, value, message) => {
    const { code, stdout, stderr } = await plan([option, value]);
    expect([code, stdout, stderr]).toEqual([1, "", message]);
  });

  it("stand in the document of --json", async () => {
    const { stdout } = await plan(["--json"]);
    const { costs } = JSON.parse(stdout) as { costs: { total: { hour: number }; rows: object[] } };
    expect([costs.rows.length, Number(costs.total.hour.toFixed(4))]).toEqual([7, 0.6248]);
  });
});
