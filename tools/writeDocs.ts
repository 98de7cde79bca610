/** Writes what people read about the configuration out of the schema: `npm run docs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigKeys, withConfigTable } from "../config/docs";

function rewrite(name: string, change: (text: string) => string): void {
  const path = join(__dirname, "..", name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

rewrite("Pulumi.yaml", withConfigKeys);
rewrite("README.md", withConfigTable);
