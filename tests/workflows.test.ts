import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const folder = join(__dirname, "..", ".github", "workflows");

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { permissions?: unknown; strategy?: { matrix: { os: string[] } } }>>;
}

const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflow = (file: string) => parse(textOf(file)) as Workflow;

describe.each(files)("the workflow %s", (file) => {
  it("may read, and nothing else", () => {
    const { permissions, jobs } = workflow(file);
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.values(jobs).filter((job) => job.permissions !== undefined)).toEqual([]);
    expect(textOf(file)).not.toContain("secrets.");
  });

  it("pins each action by its digest, with its version beside it", () => {
    const uses = textOf(file).match(/uses:.*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
});

it("a fork's checks run on Linux and on Windows", () => {
  expect(workflow("verify.yml").jobs["verify"]!.strategy!.matrix.os.map((os) => os.split("-")[0])).toEqual([
    "ubuntu",
    "windows",
  ]);
});
