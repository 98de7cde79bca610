import { mebibytes, milliCpu, quantity } from "../../lib/quantity";

describe("quantity", () => {
  it.each([
    ["0", 0],
    ["1", 1],
    ["1.5", 1.5],
    ["1.", 1],
    [".5", 0.5],
    ["250m", 0.25],
    ["1k", 1000],
    ["1M", 1e6],
    ["2G", 2e9],
    ["1T", 1e12],
    ["1P", 1e15],
    ["1E", 1e18],
    ["1Ki", 1024],
    ["512Mi", 536_870_912],
    ["1.5Gi", 1_610_612_736],
    ["1Ti", 2 ** 40],
    ["1Pi", 2 ** 50],
    ["1Ei", 2 ** 60],
    ["1e3", 1000],
    ["1E3", 1000],
    ["1e+3", 1000],
    ["5e-1", 0.5],
  ])("of %s is %d", (text, value) => {
    expect(quantity(text)).toBe(value);
  });

  it.each([
    ["100u", 1e-4],
    ["5n", 5e-9],
  ])("of %s is about %d", (text, value) => {
    expect(quantity(text)).toBeCloseTo(value, 15);
  });

  it.each([
    ...["", " ", ".", "m", "-1", "+1", "1 ", " 1", "1\n", "1,5", "1_000", "0x10", "NaN", "Infinity"],
    ...["1K", "1mi", "1ki", "1MB", "1MiB", "1g", "1Mi1", "1e", "1e3Mi", "1mm", "١", "constructor", "1constructor"],
  ])("is undefined for %j", (text) => {
    expect(quantity(text)).toBeUndefined();
  });
});

describe("milliCpu", () => {
  it.each([
    ["200m", 200],
    ["0.1", 100],
    ["0.29", 290],
    ["1.001", 1001],
    ["16", 16_000],
    ["2k", 2_000_000],
    ["1500u", 2],
    ["0", 0],
  ])("of %s is %d", (text, value) => {
    expect(milliCpu(text)).toBe(value);
  });

  it("is undefined for a text that is not a quantity", () => {
    expect(milliCpu("two")).toBeUndefined();
  });
});

describe("mebibytes", () => {
  it.each([
    ["64Mi", 64],
    ["1Gi", 1024],
    ["0.5Gi", 512],
    ["1.6Mi", 1],
    ["1023Ki", 0],
    ["64M", 61],
    ["67108864", 64],
    ["512m", 0],
  ])("of %s are %d", (text, value) => {
    expect(mebibytes(text)).toBe(value);
  });

  it("is undefined for a text that is not a quantity", () => {
    expect(mebibytes("1GB")).toBeUndefined();
  });
});
