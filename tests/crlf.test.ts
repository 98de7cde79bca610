import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { describeOnPosix, onWindows } from "./platform";
import { copyWithCrlf } from "./tracked";

const root = join(__dirname, "..");

jest.setTimeout(300_000);

/** `pulumi new` on Windows ends every line of a template's text files with CR and LF, whatever .gitattributes says. */
describe("a checkout whose text files have CRLF", () => {
  let checkout: string;
  let server: ChildProcess | undefined;

  beforeAll(() => {
    // Within this project Node finds the packages; elsewhere a link leads there, which not everybody may make on Windows.
    checkout = mkdtempSync(join(onWindows ? root : tmpdir(), "lab-crlf-"));
    copyWithCrlf(".", checkout);
    if (!onWindows) symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
  });
  afterAll(() => {
    server?.kill();
    rmSync(checkout, { recursive: true });
  });

  /** What Node prints in a project's folder. */
  async function node(folder: string, ...args: string[]): Promise<string> {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 });
    expect(stderr).toBe("");
    return stdout;
  }

  describeOnPosix("template.test.ts rehearses such a checkout", "in a rehearsal", () => {
    it.each(["dev", "local"])("has the same plan of the stack %s", async (stack) => {
      const args = ["cli/start.js", "plan", "--strict", "--json", "--stack", stack];
      const [plan, expected] = await Promise.all([node(checkout, ...args), node(root, ...args)]);
      expect((JSON.parse(plan) as { resources: object[] }).resources.length).toBeGreaterThan(20);
      expect(plan).toBe(expected);
    });
  });

  it("gives the Docker host the same files, without CR", async () => {
    const script = 'process.stdout.write(require("./components/azure/dockerHost/cloudInit").hostCloudInit("lab"))';
    const args = ["--require", "sucrase/register/ts", "-e", script];
    const cloudInit = await node(checkout, ...args);
    expect(cloudInit).not.toContain("\r");
    expect(cloudInit).toBe(await node(root, ...args));
  });

  it("serves the page that the image would", async () => {
    server = spawn(process.execPath, ["server.js"], {
      cwd: join(checkout, "app"),
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: server.stdout! }), "line")) as [string];
    const { message, port } = JSON.parse(line) as { message: string; port: number };
    expect(message).toBe("ready");
    const page = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    await expect(Promise.all(["/", "/main.js", "/style.css", "/readyz"].map(page))).resolves.toEqual(
      Array(4).fill(200),
    );
  });

  it("is formatted to Prettier", async () => {
    const args = [join(root, "node_modules/prettier/bin/prettier.cjs"), "--check", "config", "*.json", "*.md"];
    expect(await node(checkout, ...args)).toContain("All matched files use Prettier code style!");
  });
});
