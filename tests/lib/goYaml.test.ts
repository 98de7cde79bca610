import { parseGoYaml } from "../../lib/goYaml";

describe("parseGoYaml", () => {
  it.each<[string, unknown]>([
    ["yes", "yes"],
    ["On", "On"],
    ["True", true],
    ["~", null],
    ["010", 8],
    ["-010", -8],
    ["0o17", 15],
    ["0x1F", 31],
    ["0b101", 5],
    ["08", 8],
    ["1_000", 1000],
    ["0", 0],
    ["1e3", 1000],
    ["1.30", 1.3],
    [".5", 0.5],
    ["1.2.3", "1.2.3"],
    ["10.0.0.0/16", "10.0.0.0/16"],
    ["19:00", "19:00"],
    ['"010"', "010"],
    ["!!str 010", "010"],
    ["2027-01-29", "2027-01-29 00:00:00 +0000 UTC"],
    ["2027-02-30", "2027-02-30"],
    ["'2027-01-29'", "2027-01-29"],
  ])("reads %s as Go does", (text, value) => {
    expect(parseGoYaml(`a: ${text}\n`).value).toEqual({ a: value });
  });

  it("names the keys whose values hold an anchor", () => {
    const text = "a: &a 1\nb: {c: [&c {d: 1}]}\ne: *a\nf: {<<: *c}\n";
    expect(parseGoYaml(text)).toEqual({
      value: { a: 1, b: { c: [{ d: 1 }] }, e: 1, f: { d: 1 } },
      anchored: ["a", "b"],
    });
  });

  it.each(["", "# nothing\n", "---\n"])("has no value for %j", (text) => {
    expect(parseGoYaml(text).value ?? null).toBeNull();
  });

  it("reads the first document alone, even if the second is wrong", () => {
    expect(parseGoYaml("a: 1\n---\nb: {\n").value).toEqual({ a: 1 });
  });

  it.each(["1: a\n", "a: {true: b}\n", "~: a\n"])("refuses a key that is not text: %j", (text) => {
    expect(() => parseGoYaml(text)).toThrow(/is not text: put it in quotes$/);
  });
});
