import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

jest.setTimeout(60_000);

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Child {
  return spawn(process.execPath, ["--require", "sucrase/register/ts", "cli/lab.ts", ...args], {
    cwd: join(__dirname, "../.."),
    // Nothing of the test run's own may decide on colour.
    env: { PATH: process.env["PATH"], ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function ended(child: Child) {
  const code = new Promise((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([child.stdout.destroyed ? "" : text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

function lab(...args: string[]) {
  return ended(start(args));
}

/** A reader that has gone before the first line comes, as `head` has before the second. */
function labWithoutReader(...args: string[]) {
  const child = start(args);
  child.stdout.destroy();
  return ended(child);
}

// Side by side: each spends its time in loading the SDK.
const runs = Promise.all([
  lab("plan", "--json"),
  labWithoutReader(),
  lab("--json", "--config", "nodeCount=0", "-c", "sshFrom=*"),
  lab("--stack", "nope"),
  // As npm starts it when it has taken `--json` and `--stack` for its own.
  ended(start(["plan", "prod"], { npm_lifecycle_event: "start", npm_config_json: "true", npm_config_stack: "true" })),
  // And when it has taken `--out` of `npm run lab kubeconfigs --out class`.
  ended(start(["kubeconfigs", "class"], { npm_lifecycle_event: "lab", npm_config_out: "true" })),
  // Options that have the names of npm's settings are the lab's own where no npm started it.
  ended(start(["nope"], { npm_config_out: "true" })),
]);

describe("the lab command", () => {
  it("prints one JSON document with --json, and nothing else anywhere", async () => {
    const [{ code, stdout, stderr }] = await runs;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const plan = JSON.parse(stdout) as object;
    expect(Object.keys(plan)).toEqual(["resources", "outputs", "vcpus"]);
    expect(stdout).toBe(`${JSON.stringify(plan, undefined, 2)}\n`);
    expect(plan).toMatchObject({
      outputs: { kubeconfig: "[secret]", sshPrivateKey: "[secret]" },
      vcpus: { total: 10, byFamily: { Dsv5: 8, Basv2: 2 } },
    });
  });

  it("says so when npm took its options, in place of rehearsing something else", async () => {
    const [, , , , run] = await runs;
    expect(run).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "npm took --json and --stack for its own. Put -- before the lab's options: npm start -- --json …\n" +
        "In PowerShell put it in quotes: npm start '--' …\n",
    });
  });

  it("says by which script npm was to start it when that is not `npm start`", async () => {
    const [, , , , , run] = await runs;
    expect(run).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "npm took --out for its own. Put -- before the lab's options: npm run lab -- --out …\n" +
        "In PowerShell put it in quotes: npm run lab '--' …\n",
    });
  });

  it("does not mind npm's variables where npm did not start it, and refuses a command that there is not", async () => {
    const [, , , , , , { code, stdout, stderr }] = await runs;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error: too many arguments for 'plan'\. /);
    expect(stderr).toContain("Usage: lab ");
    expect(stderr).not.toContain("npm took");
  });

  it("ends quietly when nobody reads on", async () => {
    const [, run] = await runs;
    expect(run).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("says what is wrong with a configuration, on standard error only, without a stack trace", async () => {
    const [, , { code, stdout, stderr }] = await runs;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^The configuration has 2 faults\. Nothing was registered\.\n\n {2}nodeCount is "0"\n/);
    expect(stderr).toContain('\n  sshFrom is "*": that is the whole Internet\n');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it("says that there is no such stack", async () => {
    const [, , , { code, stdout, stderr }] = await runs;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^There is no Pulumi\.nope\.yaml in .*\n$/);
  });
});
