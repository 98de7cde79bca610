import { difference } from "./compare";

describe("difference", () => {
  it.each([
    ["the same lines", "a\nb\n", "a\nb\n"],
    ["lines whose ends, colours and last empty lines differ", "a\nb", "a  \r\n\u001b[32mb\u001b[0m\n\n"],
    ["characters that vary", "id …, port 80", "id 4f2a, port 80"],
    ["no character at all", "a…b", "ab"],
    ["a number of lines", "a\n…\nz", "a\nb\nc\nz"],
    ["no line at all", "a\n…\nz", "a\nz"],
    ["several numbers of lines", "…\nb\n…\nd\n…", "a\nb\nc\nd\ne"],
    ["signs of regular expressions as they are", "(a+) [b] $1", "(a+) [b] $1"],
  ])("takes %s", (_what, shown, actual) => {
    expect(difference(shown, actual)).toBeUndefined();
  });

  it.each([
    ["another word", "a\nb", "a\nc", 2],
    ["a line too few", "a\nb", "a", 2],
    ["a line too many", "a", "a\nb", 2],
    ["nothing at all", "a", "", 1],
    ["an order that differs", "…\nb\n…\na", "a\nb", 4],
    ["a wildcard for another line's characters", "a…\nb", "a\nc\nb", 2],
    ["a sign for another", "a.b", "axb", 1],
  ])("finds %s, and the line", (_what, shown, actual, line) => {
    expect(difference(shown, actual)?.line).toBe(line);
  });

  it("ends soon with many wildcards", () => {
    const shown = Array.from({ length: 12 }, (_, index) => `…\nx${index}`).join("\n");
    expect(difference(shown, Array.from({ length: 2000 }, () => "y").join("\n"))).toEqual({ line: 2, text: "x0" });
  });
});
