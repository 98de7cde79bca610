import { type ChildProcessByStdio, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { appFolder } from "../../components/kubernetes/workload/contract";
import { describeOnPosix, itOnPosix, noSignals, onWindows } from "../platform";
import { projectFolder, root, standInDocker, temporaryFolder, withState } from "./harness";

// Only what is about processes is tested here, by starting one. A process takes its time on a busy machine.
jest.setTimeout(300_000);

/** Why a script cannot stand in for the Pulumi CLI there. */
const noStandIn = "a stand-in for pulumi.exe would have to be a program";

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return startProgram("cli/start.js", folder, args, env);
}

/** @param file in JavaScript, in that folder */
function startProgram(
  file: string,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  return spawn(process.execPath, [file, ...args], {
    cwd: folder,
    // Nothing of the test run's own may decide on colour, or be found.
    env: { PATH: "/nowhere", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, like a terminal's foreground.
    detached: true,
  });
}

async function ended(child: Child) {
  const code = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([child.stdout.destroyed ? "" : text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

/** What the command consists of, and what a rehearsal runs besides. */
const command = ["cli", "config", "facts", "lib", "package.json"];
const program = ["components", "simulator", appFolder, "program.ts"];

/** A folder with what npm's scripts start, and nothing of what that needs. */
function folderWithStarters(): string {
  const folder = temporaryFolder();
  for (const file of ["cli/start.js", "tools/start.js", "lib/startProgram.js"])
    cpSync(join(root, file), join(folder, file));
  return folder;
}

/** A project's folder with its own copy of some parts of this one. */
function copiedProject(parts: readonly string[]): string {
  // Windows has no links for everybody; within this project Node finds its packages without one.
  const folder = projectFolder({}, onWindows ? root : undefined);
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  if (!onWindows) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** A copy in which Pulumi was, and variables by which it finds a Pulumi CLI and no download is needed. */
function projectWithPulumi(script: string) {
  const folder = copiedProject(command);
  withState(folder);
  const home = join(folder, "home");
  mkdirSync(join(home, "versions", "1.0.0", "bin"), { recursive: true });
  writeFileSync(join(home, "versions", "1.0.0", "bin", "pulumi"), `#!${process.execPath}\n${script}`);
  chmodSync(join(home, "versions", "1.0.0", "bin", "pulumi"), 0o755);
  return { folder, env: { HOME: home, PULUMI_HOME: home, PULUMI_VERSION: "1.0.0" } };
}

const pulumi = `
const args = process.argv.slice(2).join(" ");
if (args === "version") console.log("v1.0.0");
else if (args === "stack ls --json") console.log(JSON.stringify([{ name: "local", resourceCount: 7 }]));
else if (args === "stack export") console.log(JSON.stringify({ version: 3, deployment: {} }));
else work();
`;

describe("the process of the lab command", () => {
  it("prints one JSON document on standard output with --json, and nothing else anywhere", async () => {
    const { code, stdout, stderr } = await ended(
      start(copiedProject([...command, ...program]), ["plan", "--json", "--stack", "local"]),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const plan = JSON.parse(stdout) as object;
    expect(Object.keys(plan)).toEqual(["resources", "outputs", "vcpus", "addresses", "unmodelled", "notes"]);
    expect(stdout).toBe(`${JSON.stringify(plan, undefined, 2)}\n`);
  });

  it("loads neither the Kubernetes client nor Azure's SDKs for a rehearsal", async () => {
    const folder = copiedProject([...command, ...program]);
    const hook = join(folder, "loaded.js");
    writeFileSync(
      hook,
      `process.on("exit", () => {
        const loaded = Object.keys(require.cache).filter((file) => /client-node|@azure/.test(file));
        process.stderr.write(loaded.length + " loaded");
      });`,
    );
    const env = { NODE_OPTIONS: `--require ${hook}` };
    const { code, stderr } = await ended(start(folder, ["plan", "--json", "--stack", "local"], env));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "0 loaded" });
  });

  itOnPosix(
    noStandIn,
    "keeps what Pulumi prints off standard output with --json, and runs it in the project's folder",
    async () => {
      const docker = await standInDocker();
      const { folder, env } = projectWithPulumi(`${pulumi}
      function work() { console.log(args, "in", process.cwd()); }`);
      const result = await ended(start(folder, ["local", "down", "--json"], { ...env, DOCKER_HOST: docker.host }));
      await docker.end();
      expect(result).toEqual({
        code: 0,
        stdout: '{\n  "left": []\n}\n',
        stderr: `destroy --yes --skip-preview in ${folder}\n`,
      });
    },
  );

  it("ends quietly with 0 if nobody reads on", async () => {
    const child = start(root, ["--help"]);
    // Gone before the first line comes, as `head` is before the second.
    child.stdout.destroy();
    await expect(ended(child)).resolves.toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("ends with 1, and with words on standard error alone, if npm took its options", async () => {
    const npm = { npm_lifecycle_event: "lab", npm_config_out: "true" };
    const { code, stdout, stderr } = await ended(start(root, ["kubeconfigs", "class"], npm));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^npm took --out as its own\. /);
  });

  itOnPosix(
    noStandIn,
    "lets Pulumi come to its end if nobody reads on, as with `npm run local:down | head`",
    async () => {
      const docker = await standInDocker();
      // It goes on once the reader has gone.
      const { folder, env } = projectWithPulumi(`${pulumi}
      function work() {
        console.log("working");
        const { existsSync, writeFileSync } = require("node:fs");
        const waiting = setInterval(() => {
          if (!existsSync("gone")) return;
          clearInterval(waiting);
          for (let line = 0; line < 5; line++) process.stdout.write("more\\n");
          setTimeout(() => writeFileSync("done", ""), 300);
        }, 20);
      }`);
      const child = start(folder, ["local", "down"], { ...env, DOCKER_HOST: docker.host });
      child.stdout.once("data", () => {
        child.stdout.destroy();
        writeFileSync(join(folder, "gone"), "");
      });
      const code = new Promise((resolve) => child.on("close", resolve));
      const stderr = await text(child.stderr);
      await docker.end();
      expect({ code: await code, stderr, done: existsSync(join(folder, "done")) }).toEqual({
        code: 0,
        stderr: "",
        done: true,
      });
    },
  );

  it.each(["cli/start.js", "tools/start.js"])(
    "says in one line what to do after a forgotten npm ci: %s",
    async (file) => {
      const folder = folderWithStarters();
      const dependencies = { commander: "^14", sucrase: "^3", yaml: "^2", zod: "^4", undici: "^7" };
      const manifest = { engines: { node: ">=20.20" }, dependencies };
      writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
      await expect(ended(startProgram(file, folder, ["plan"]))).resolves.toEqual({
        code: 2,
        stdout: "",
        stderr: "Packages that the lab needs are not installed: commander, sucrase, yaml and 2 more. Run: npm ci\n",
      });
    },
  );
});

// A terminal sends them to every process in its foreground, and npm passes on what it gets: so the first comes twice, and may be
// followed by the next.
const signals: NodeJS.Signals[][] = [["SIGINT"], ["SIGTERM"], ["SIGHUP"], ["SIGINT", "SIGTERM", "SIGHUP"]];
const stacks = { local: ["local", "pulumi", "up"], dev: ["pulumi", "up"] };

describeOnPosix(noSignals, "the process of the lab command, and Pulumi", () => {
  describe.each(Object.entries(stacks))("on the stack %s", (_stack, args) => {
    it.each(signals.map((each) => [each.join(" "), each] as const))(
      "hand %s on as one Ctrl+C, wait until Pulumi has brought its state in order, and end as it ends",
      async (_names, each) => {
        const { folder, env } = projectWithPulumi(`${pulumi}
        function work() {
          const working = setInterval(() => undefined, 1000);
          let count = 0;
          process.on("SIGINT", () => {
            count += 1;
            clearInterval(working);
            setTimeout(() => process.stdout.write("interrupts: " + count + "\\n"), 300);
            process.exitCode = 4;
          });
          // Only now: it says that Ctrl+C will be noticed.
          process.stdout.write("updating\\n");
        }`);
        const child = start(folder, args, env);
        const send = () => [...each, each[0]!].forEach((signal) => process.kill(-child.pid!, signal));
        child.stdout.once("data", send);
        const { code, stdout, stderr } = await ended(child);
        expect({ code, stdout }).toEqual({ code: 4, stdout: "updating\ninterrupts: 1\n" });
        expect(stderr).toMatch(/^Stopping: [^\n]*\n$/);
      },
    );
  });
});

describe("start.js", () => {
  it("says which Node is needed if this one is older", () => {
    const folder = folderWithStarters();
    writeFileSync(join(folder, "package.json"), JSON.stringify({ engines: { node: ">=99.1" }, dependencies: {} }));
    const error = jest.spyOn(console, "error").mockReturnValue();
    const exitCode = process.exitCode;
    jest.isolateModules(() => void jest.requireActual(join(folder, "cli/start.js")));
    process.exitCode = exitCode;
    expect(error.mock.calls).toEqual([
      [`The lab needs Node 99.1 or newer, and this is Node ${process.versions.node}: https://nodejs.org`],
    ]);
    error.mockRestore();
  });
});
