import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultCosts } from "../../../cli/costs/default";
import { withCostSentence, withCostTable } from "../../../cli/costs/markdown";

const root = join(__dirname, "..", "..", "..");

describe("withCostTable", () => {
  it("has nothing to change in the docs: after a change of prices or of the lab, run `npm run docs`", async () => {
    const [table, readme] = ["docs/costs.md", "README.md"].map((name) => readFileSync(join(root, name), "utf8"));
    const costs = await defaultCosts();
    expect(withCostTable(table!, costs)).toBe(table);
    expect(withCostSentence(readme!, costs)).toBe(readme);
  });

  it("refuses a text without the lines between which the table stands", async () => {
    const costs = await defaultCosts();
    expect(() => withCostTable("no such lines", costs)).toThrow("the page lacks the lines <!-- Made by");
  });
});
