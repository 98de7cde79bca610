import { lettersApart, nearestTo } from "../../lib/nearest";

describe("nearestTo", () => {
  it.each([
    ["nodeCuont", "nodeCount"],
    ["zone", "zones"],
  ])("finds for %s the known name %s", (name, nearest) => {
    expect(nearestTo(name, ["nodeCount", "zones", "owner"])).toBe(nearest);
  });
});

describe("lettersApart", () => {
  it.each([
    ["nodecount", "nodeCount", 0],
    ["nodeCuont", "nodeCount", 2],
    ["zone", "zones", 1],
  ])("of %s and %s is %d", (a, b, letters) => {
    expect(lettersApart(a, b)).toBe(letters);
  });
});
