import { spawnSync } from "node:child_process";
import { join } from "node:path";

interface Planted {
  readonly file: string;
  readonly line: string;
}

/** The import rules that reject each planted line, in one run of ESLint with the project's configuration. */
function rulesFor(planted: readonly Planted[]): string[][] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, "plant.mjs")], {
    cwd: join(__dirname, "../.."),
    input: JSON.stringify(planted),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { rules: string[] }[]).map(({ rules }) => [...new Set(rules)].filter(isOfImports));
}

function isOfImports(rule: string): boolean {
  return ["import-x/no-restricted-paths", "no-restricted-imports"].includes(rule);
}

/** A file of each layer, and a file of a layer above it. */
const arrowsUp = [
  ["lib/cidr.ts", "../facts/labels"],
  ["lib/cidr.ts", "../config/index"],
  ["components/target.ts", "../app/lib/log"],
  ["facts/labels.ts", "../config/index"],
  ["facts/labels.ts", "../simulator/index"],
  ["config/index.ts", "../components/target"],
  ["config/index.ts", "../simulator/index"],
  ["components/target.ts", "../simulator/index"],
  ["components/target.ts", "../cli/lab"],
  ["components/containerLab.ts", "../program"],
  ["simulator/index.ts", "../config/index"],
  ["simulator/index.ts", "../components/target"],
  ["cli/lab.ts", "../index"],
].map(([file, to]) => ({ file: file!, to: to! }));

const arrowsDown = [
  ["facts/labels.ts", "../lib/cidr"],
  ["config/index.ts", "../facts/labels"],
  ["components/target.ts", "../config/index"],
  ["simulator/index.ts", "../facts/labels"],
  ["cli/lab.ts", "../program"],
  ["cli/lab.ts", "../app/lib/log"],
  ["program.ts", "./components/target"],
].map(([file, to]) => ({ file: file!, to: to! }));

/** Every way to write an import. */
const forms = {
  "import … from": (to: string) => `import { it } from "${to}"; void it;`,
  "import type": (to: string) => `import type { It } from "${to}"; export type That = It;`,
  "export … from": (to: string) => `export * from "${to}";`,
  "import()": (to: string) => `void import("${to}");`,
  "require()": (to: string) => `void require("${to}");`,
};

// ESLint lints some hundred lines in seconds, or much longer on a busy machine.
jest.setTimeout(300_000);

describe("lint", () => {
  it("rejects an import from a higher layer in every form of an import, and accepts one from a lower layer", () => {
    const up = arrowsUp.flatMap(({ file, to }) => Object.values(forms).map((form) => ({ file, line: form(to) })));
    const down = arrowsDown.flatMap(({ file, to }) => Object.values(forms).map((form) => ({ file, line: form(to) })));
    const whole = [{ file: "components/image.ts", line: 'import * as azure from "@pulumi/azure-native"; void azure;' }];
    const rules = rulesFor([...up, ...down, ...whole]);
    const lines = [...up, ...down, ...whole].map(({ file, line }, index) => [file, line, rules[index]] as const);

    const expected = [
      ...up.map(({ file, line }) => [file, line, ["import-x/no-restricted-paths"]] as const),
      ...down.map(({ file, line }) => [file, line, []] as const),
      // Loading all of azure-native costs up to a gigabyte.
      ...whole.map(({ file, line }) => [file, line, ["no-restricted-imports"]] as const),
    ];
    expect(lines).toEqual(expected);
  });
});
