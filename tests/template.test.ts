import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { onWindows } from "./platform";
import { pulumiNew } from "./pulumiNew";
import { trackedFiles } from "./tracked";

const root = join(__dirname, "..");

/** Those that read the project's own files and names, and some of each layer. This test is none of them: it would not end. */
const chosen = [
  ...[
    "config/(docs|keys|namespaces|stackConfig)",
    "policy/policies",
    "components/local/(names|registry)",
    "cli/exercises/course",
  ],
  ...["(commands|devcontainer|lockFile|program|tracked|workflows|dependabot)"],
];

const onLinux = { name: "petshop", description: "Containers for a pet shop", crlf: false };
const asOnWindows = { name: "Pet.Shop_2", description: '동물 "병원": a lab', crlf: true };

/** `pulumi new` ends with `npm install`. A machine without a network runs these tests, too, so only CI installs, and once. */
const installs = (project: object) => process.env["CI"] === "true" && project === onLinux;

/** A folder in this project that belongs to no copy of it. */
function within(): string {
  const own = join(root, "tmp");
  mkdirSync(own, { recursive: true });
  return own;
}

/** What `pulumi new` writes itself, and npm, which gives the lock file the folder's name. */
const rewrittenIn = (project: object) => [
  "Pulumi.dev.yaml",
  "Pulumi.yaml",
  ...(installs(project) ? ["package-lock.json"] : []),
];

describe.each([...(onWindows ? [] : [["as on Linux", onLinux] as const]), ["as on Windows", asOnWindows] as const])(
  "a project that `pulumi new` made of this one %s",
  (_where, project) => {
    let folder: string;

    beforeAll(async () => {
      // Within this project Node finds the packages; elsewhere a link leads there, which not everybody may make on Windows.
      folder = mkdtempSync(join(onWindows ? within() : tmpdir(), "lab-new-"));
      pulumiNew(folder, project);
      if (installs(project)) await promisify(execFile)("npm", ["install", "--prefer-offline"], { cwd: folder });
      else if (!onWindows) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** @returns what Node prints in the new project */
    async function node(...args: string[]): Promise<{ stdout: string; stderr: string }> {
      return promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 });
    }

    it("has every file of it, none of them damaged", () => {
      const damaged = trackedFiles(".").filter((file) => {
        const [own, copy] = [root, folder].map((where) => readFileSync(join(where, file)).toString("latin1"));
        return copy !== (project.crlf && !own!.includes("\0") ? own!.replace(/\r?\n/g, "\r\n") : own);
      });
      expect(damaged).toEqual(rewrittenIn(project));
    });

    it("has its own name, and no template any more", () => {
      const { name, description, template, config } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
      expect([name, description, template]).toEqual([project.name, project.description, undefined]);
      expect(Object.keys(config)).toContain("pulumi:tags");
    });

    const prefix = project.name.toLowerCase().replaceAll(/[^a-z0-9]/g, "-");
    const nodes = ["server", "agent-1", "agent-2", "agent-3"].map((name) => `${prefix}-${name}`).join(", ");

    it.each([
      ["dev", { cluster: { resourceGroup: expect.any(String) } }],
      ["local", { cluster: { nodes } }],
    ])("rehearses the stack %s without an error or a warning, and has its own cluster", async (stack, expected) => {
      const { stdout, stderr } = await node("cli/start.js", "plan", "--strict", "--json", "--stack", stack);
      expect(stderr).toBe("");
      const { resources, notes, outputs } = JSON.parse(stdout);
      expect(resources.length).toBeGreaterThan(20);
      expect(JSON.stringify(notes)).not.toContain("has no effect");
      expect(outputs).toMatchObject(expected);
    });

    it("passes the tests of its own files", async () => {
      const jest = join(root, "node_modules/jest/bin/jest.js");
      const patterns = chosen.map((pattern) => `tests/${pattern}\\.test`).join("|");
      const cache = join(folder, ".jest-cache");
      const args = [
        "--selectProjects",
        "unit",
        "--maxWorkers",
        "1",
        "--cacheDirectory",
        cache,
        "--testPathPatterns",
        patterns,
      ];
      const { stdout } = await node(jest, ...args).catch((error: unknown) => {
        throw new Error(String((error as { stderr?: string }).stderr));
      });
      const [, passed] = /^(\d+) passed, 0 failed, \d+ skipped$/m.exec(stdout)!;
      expect(Number(passed)).toBeGreaterThan(100);
    });
  },
);
