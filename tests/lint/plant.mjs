/** Lints planted lines as if they were in the project's files. Prints `[{ file, line, rules }, …]`: the rules that reject each. */
import { readFileSync } from "node:fs";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const eslint = new ESLint({
  // Type-aware rules need a whole program, and none of them is tested here.
  overrideConfig: [{ files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked }],
});

const planted = JSON.parse(readFileSync(0, "utf8"));
const results = [];
for (const { file, line } of planted) {
  const [{ messages }] = await eslint.lintText(`${line}\n`, { filePath: file });
  results.push({ file, line, rules: messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId) });
}
process.stdout.write(JSON.stringify(results));
