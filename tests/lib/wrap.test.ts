import { wrap } from "../../lib/wrap";

describe("wrap", () => {
  it.each([
    ["one two three", 8, ["one two", "three"]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 100, ["one two three"]],
    ["unbreakable word", 4, ["unbreakable", "word"]],
    ["run `npm run local` now", 14, ["run", "`npm run local`", "now"]],
    ["(`a b`), then", 8, ["(`a b`),", "then"]],
    ["", 10, [""]],
  ])("breaks %j at %d columns into %j", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
