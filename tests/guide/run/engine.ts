import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { waitUntil } from "../../waiting";

const execute = promisify(execFile);

/** Port of the registry that stands in for Docker Hub. In a network of its own any port is free. */
const hubPort = 5000;

/**
 * A Docker engine of the tests' own, in a network namespace of its own: whatever ports the guide takes, and whatever containers
 * it makes, the machine's engine sees nothing of it. Pulls of Docker's official images go to a registry on 127.0.0.1.
 */
export class GuideEngine {
  private readonly children: ChildProcess[] = [];

  private constructor(
    readonly folder: string,
    private readonly daemon: ChildProcess,
  ) {
    this.children.push(daemon);
  }

  static async start(): Promise<GuideEngine> {
    const folder = mkdtempSync(path.join(tmpdir(), "lab-guide-engine-"));
    const options = [
      ...["--data-root", `${folder}/data`, "--exec-root", `${folder}/exec`, "--pidfile", `${folder}/pid`],
      ...["--host", `unix://${folder}/socket`, "--registry-mirror", `http://127.0.0.1:${hubPort}`],
    ];
    const log = openSync(path.join(folder, "log"), "w");
    const start = 'busybox ip link set lo up && exec dockerd "$@"';
    const daemon = spawn("unshare", ["--net", "--mount", "sh", "-c", start, "sh", ...options], {
      stdio: ["ignore", log, log],
    });
    const engine = new GuideEngine(folder, daemon);
    try {
      await engine.answers("the guide's Docker engine", folder, daemon, () => engine.run("docker", "version"));
      await engine.startRegistry(hubPort);
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }

  /** The registry that stands in for Docker Hub, as seen in the engine's network. */
  readonly hub = `127.0.0.1:${hubPort}`;

  /** Words before a program that runs in the engine's network. */
  get enter(): string[] {
    return ["nsenter", "--target", String(this.daemon.pid), "--net", "--"];
  }

  /** @param home holds the reader's own settings, such as Docker's logins */
  envFor(home: string): NodeJS.ProcessEnv {
    const { PATH, CI, LANG } = process.env;
    return { PATH, CI, LANG, HOME: home, DOCKER_HOST: `unix://${this.folder}/socket` };
  }

  async run(program: string, ...args: string[]): Promise<string> {
    const [first = "", ...rest] = [...this.enter, program, ...args];
    const { stdout } = await execute(first, rest, { env: this.envFor(this.folder), maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  }

  /** A registry on a port of the engine's network. @param env replaces parts of its configuration, as REGISTRY_AUTH does */
  async startRegistry(port: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const folder = path.join(this.folder, `registry-${port}`);
    mkdirSync(folder);
    const config = path.join(folder, "config.yml");
    const storage = { filesystem: { rootdirectory: path.join(folder, "data") }, delete: { enabled: true } };
    const http = { addr: `127.0.0.1:${port}` };
    writeFileSync(config, JSON.stringify({ version: 0.1, log: { level: "error" }, storage, http }));
    const log = openSync(path.join(folder, "log"), "w");
    const [first = "", ...rest] = [...this.enter, process.env["REGISTRY"] ?? "docker-registry", "serve", config];
    const child = spawn(first, rest, { stdio: ["ignore", log, log], env: { ...process.env, ...env } });
    this.children.push(child);
    // One that asks for a password answers 401.
    const asks = () => this.run("curl", "--silent", "--output", "/dev/null", `http://127.0.0.1:${port}/v2/`);
    await this.answers(`the registry on port ${port}`, folder, child, asks);
  }

  /** What a chapter has left that its clean-up should have removed: containers, volumes and networks. Images are removed here. */
  async leftovers(): Promise<string[]> {
    const list = async (...args: string[]) => (await this.run("docker", ...args)).split("\n").filter(Boolean);
    const [containers, volumes, networks] = await Promise.all([
      list("ps", "--all", "--format", "{{.Names}}"),
      list("volume", "ls", "--format", "{{.Name}}"),
      list("network", "ls", "--filter", "type=custom", "--format", "{{.Name}}"),
    ]);
    if (containers.length > 0) await this.run("docker", "rm", "--force", "--volumes", ...containers);
    if (volumes.length > 0) await this.run("docker", "volume", "rm", ...volumes);
    if (networks.length > 0) await this.run("docker", "network", "rm", ...networks);
    await this.run("docker", "image", "prune", "--all", "--force");
    return [...containers, ...volumes, ...networks];
  }

  async stop(): Promise<void> {
    for (const child of this.children.reverse()) await end(child);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @param folder has its log */
  private async answers(what: string, folder: string, child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
    let failure: Error | undefined;
    child.on("error", (error) => (failure = error));
    child.on("exit", (code) => (failure = new Error(`it ended with ${code}`)));
    await waitUntil(`${what} answers`, async () => {
      if (failure === undefined) await ask();
      return true;
    });
    const log = readFileSync(path.join(folder, "log"), "utf8").split("\n").slice(-5).join("\n");
    if (failure !== undefined) throw new Error(`${what} does not start: ${log}`, { cause: failure });
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.kill();
  await ended;
}
