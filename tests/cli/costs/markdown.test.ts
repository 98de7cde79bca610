import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultCosts } from "../../../cli/costs/default";
import { withCostTable } from "../../../cli/costs/markdown";

const root = join(__dirname, "..", "..", "..");

describe("withCostTable", () => {
  it("has nothing to change in the README: after a change of prices or of the lab, run `npm run docs`", async () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    expect(withCostTable(readme, await defaultCosts())).toBe(readme);
  });

  it("refuses a text without the lines between which the table stands", async () => {
    const costs = await defaultCosts();
    expect(() => withCostTable("no such lines", costs)).toThrow("README.md lacks the lines <!-- Made by");
  });
});
