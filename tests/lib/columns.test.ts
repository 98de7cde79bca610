import { columns } from "../../lib/columns";

describe("columns", () => {
  it("pads each column to its widest cell, and ends no line with spaces", () => {
    expect(
      columns([
        ["", "needed", "has"],
        ["CPU", "12.5", ""],
        ["memory", "3"],
      ]),
    ).toEqual(["        needed  has", "CPU     12.5", "memory  3"]);
  });

  it("aligns columns to the right, with another gap", () => {
    expect(
      columns(
        [
          ["Dsv5", "8", "a"],
          ["Basv2", "10", "b"],
        ],
        { gap: 3, right: [1] },
      ),
    ).toEqual(["Dsv5     8   a", "Basv2   10   b"]);
  });

  it("measures a cell by the function that it is given", () => {
    const widthOf = (cell: string) => cell.replaceAll("*", "").length;
    expect(
      columns(
        [
          ["**a**", "1"],
          ["bb", "2"],
        ],
        { widthOf },
      ),
    ).toEqual(["**a**   1", "bb  2"]);
  });

  it.each([[[]], [[[]]], [[[""]]]])("has nothing to say of %j", (rows) => {
    expect(columns(rows).join("")).toBe("");
  });
});
