import { jsonText, wantsColour } from "../../cli/context";

describe("wantsColour", () => {
  it.each<[string, Record<string, string>, boolean | undefined, boolean]>([
    ["a terminal", {}, true, true],
    ["a file", {}, undefined, false],
    ["no terminal", {}, false, false],
    ["a terminal without colours", { TERM: "dumb" }, true, false],
    ["a file with FORCE_COLOR", { FORCE_COLOR: "1" }, undefined, true],
    ["a terminal with FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
    ["a terminal with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["a terminal with an empty NO_COLOR", { NO_COLOR: "" }, true, true],
    ["a file with both", { NO_COLOR: "1", FORCE_COLOR: "1" }, false, false],
  ])("of %s", (_what, env, isTerminal, colour) => {
    expect(wantsColour(env, isTerminal)).toBe(colour);
  });
});

describe("jsonText", () => {
  it("is one document that ends with its line", () => {
    expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});
