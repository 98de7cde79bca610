import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../package.json";
import { suites } from "./jestProjects";

const folder = join(__dirname, "..", ".github", "workflows");

interface Job {
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string[]>> };
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly with?: object }[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflow = (file: string) => parse(textOf(file)) as Workflow;
const jobsOf = (file: string) => Object.values(workflow(file).jobs);

/** Each text for each value of the job's matrix. */
function expanded(text: string, { strategy }: Job): string[] {
  const [, key] = /\$\{\{ matrix\.(\w+) \}\}/.exec(text) ?? [];
  return key === undefined ? [text] : strategy!.matrix[key]!.map((value) => text.replace(/\$\{\{.*?\}\}/, value));
}

/** The commands that the jobs of a workflow run. */
const commandsOf = (file: string) =>
  jobsOf(file).flatMap((job) => job.steps.flatMap(({ run }) => (run === undefined ? [] : expanded(run, job))));

describe.each(files)("the workflow %s", (file) => {
  it("may read, and nothing else", () => {
    const { permissions, jobs } = workflow(file);
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.values(jobs).filter((job) => job.permissions !== undefined)).toEqual([]);
    expect(textOf(file)).not.toContain("secrets.");
    expect(textOf(file)).not.toContain("pull_request_target");
  });

  it("pins each action by its digest, with its version beside it", () => {
    const uses = textOf(file).match(/uses:.*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("checks out without leaving its token in the folder", () => {
    const checkouts = jobsOf(file).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    expect(checkouts.map((step) => step.with)).toEqual(jobsOf(file).map(() => ({ "persist-credentials": false })));
  });

  it("names the system that it runs on, and a limit of time", () => {
    const systems = jobsOf(file).flatMap((job) => expanded(job["runs-on"], job));
    expect(systems.filter((name) => !["ubuntu-24.04", "windows-2025"].includes(name))).toEqual([]);
    expect(jobsOf(file).filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
  });

  it("runs scripts that package.json has", () => {
    const names = commandsOf(file).flatMap((command) => /^npm run ([\w:]+)/.exec(command)?.[1] ?? []);
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

it("a fork's checks run on Linux and on Windows", () => {
  expect(jobsOf("verify.yml")[0]!.strategy!.matrix["os"]!.map((os) => os.split("-")[0])).toEqual(["ubuntu", "windows"]);
});

it("a fork's checks run every suite of tests but those with a browser, with an engine of the guide's own, and with Azure", () => {
  const commands = ["verify.yml", "containers.yml"].flatMap(commandsOf).join("\n");
  const ran = suites.filter(
    (name) =>
      commands.includes(`npm run test:${name}`) || new RegExp(`--selectProjects .*\\b${name}\\b`).test(commands),
  );
  expect(ran).toEqual(["docker", "local", "cluster"]);
  expect(commands).toContain("--selectProjects unit app");
});
