/** Writes what people read about the configuration and the costs out of the code: `npm run docs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultCosts } from "../cli/costs/default";
import { withCostSentence, withCostTable } from "../cli/costs/markdown";
import { withConfigKeys, withConfigTable } from "../config/docs";

function rewrite(name: string, change: (text: string) => string): void {
  const path = join(__dirname, "..", name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

rewrite("Pulumi.yaml", withConfigKeys);
rewrite("docs/configuration.md", withConfigTable);
void defaultCosts().then((costs) => {
  rewrite("docs/costs.md", (text) => withCostTable(text, costs));
  rewrite("README.md", (text) => withCostSentence(text, costs));
});
