import { inGroups } from "../../lib/groups";

describe("inGroups", () => {
  it("does a few at a time, and returns the results in the items' order", async () => {
    const running: number[] = [];
    let now = 0;
    const results = await inGroups([1, 2, 3, 4, 5], 2, async (item) => {
      running.push((now += 1));
      await Promise.resolve();
      now -= 1;
      return item * 10;
    });
    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(Math.max(...running)).toBe(2);
  });

  it("fails with the first error, and begins no further group", async () => {
    const begun: number[] = [];
    const fail = (item: number) => {
      begun.push(item);
      return item === 2 ? Promise.reject(new Error("two")) : Promise.resolve();
    };
    await expect(inGroups([1, 2, 3], 2, fail)).rejects.toThrow("two");
    expect(begun).toEqual([1, 2]);
  });

  it("has no results without items", async () => {
    await expect(inGroups([], 2, () => Promise.reject(new Error()))).resolves.toEqual([]);
  });
});
