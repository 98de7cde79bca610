import { goJson, isMapping, parseJson } from "../../lib/json";

describe("parseJson", () => {
  it.each<[string, unknown]>([
    ["[1]", [1]],
    ['"a"', "a"],
    ["null", null],
    ["a", undefined],
    ["", undefined],
  ])("reads %j as %j", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});

describe("isMapping", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [[], false],
    [null, false],
    ["a", false],
  ])("of %j is %s", (value, expected) => {
    expect(isMapping(value)).toBe(expected);
  });
});

describe("goJson", () => {
  it("sorts members, and escapes what Go escapes", () => {
    expect(goJson({ b: [{ d: 1, c: "<&>" }], a: null, __proto__: undefined })).toBe(
      '{"a":null,"b":[{"c":"\\u003c\\u0026\\u003e","d":1}]}',
    );
  });
});
