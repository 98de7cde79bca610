import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { registryImage } from "../../components/local/registry";
import { freePorts } from "../freePorts";
import { waitUntil } from "../waiting";

const run = promisify(execFile);

/** Whether a Docker engine answers. Prints why the tests are left out; in CI they run and fail. */
export function engineAnswers(): boolean {
  const { status } = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 60_000 });
  if (status === 0) return true;
  if (process.env["CI"] === "true") return true; // The tests then fail and name what is missing.
  process.stdout.write("tests/docker: left out, no Docker engine answers (see `docker version`)\n");
  return false;
}

/** Whether Docker has its Compose plugin. Prints why the tests are left out; in CI they run and fail. */
export function composeAnswers(): boolean {
  if (process.env["CI"] === "true" || spawnSync("docker", ["compose", "version"]).status === 0) return true;
  process.stdout.write("tests/docker: what needs Compose is left out, Docker has no such plugin\n");
  return false;
}

/** Runs the docker command. @returns its output @throws with its standard error, if it fails */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run("docker", args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** The registry that the local lab runs, in a container on a free port of the loopback address. */
export class Registry {
  server = "";
  private container: ChildProcess | undefined;
  private readonly folder = mkdtempSync(path.join(tmpdir(), "lab-registry-"));

  /**
   * @param env replaces parts of its configuration, as REGISTRY_AUTH does. It finds files in the machine's temporary folder.
   * @param data folder of its images, in the machine's temporary folder. @default one of its own
   */
  constructor(
    private readonly env: Readonly<Record<string, string>> = {},
    readonly data = path.join(this.folder, "data"),
  ) {}

  async start(): Promise<this> {
    this.server = `127.0.0.1:${(await freePorts(1))[0]}`;
    const config = path.join(this.folder, "config.yml");
    const storage = { filesystem: { rootdirectory: this.data }, delete: { enabled: true } };
    const log = { level: "error", accesslog: { disabled: true } };
    writeFileSync(config, JSON.stringify({ version: 0.1, log, storage, http: { addr: ":5000" } }));
    const settings = Object.entries(this.env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const mounts = ["--volume", `${tmpdir()}:${tmpdir()}`];
    // Else its files would be root's, and the test could not delete them.
    const user = ["--user", `${process.getuid!()}:${process.getgid!()}`];
    const args = ["run", "--rm", "--publish", `${this.server}:5000`, ...settings, ...mounts, ...user];
    this.container = spawn("docker", [...args, registryImage, "serve", config], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let printed = "";
    this.container.stderr!.on("data", (chunk) => (printed += String(chunk)));
    let failure: Error | undefined;
    this.container.on("exit", (code) => (failure = new Error(`the registry ended with ${code}: ${printed}`)));
    await waitUntil("the registry answers", async () => {
      if (failure !== undefined) return true;
      // One that asks for a password answers 401.
      return (await fetch(`http://${this.server}/v2/`)).status < 500;
    });
    if (failure !== undefined) throw failure;
    return this;
  }

  /** The docker command passes the signal on, and removes the container. */
  async stop(): Promise<void> {
    if (this.container?.exitCode === null) {
      this.container.kill();
      await once(this.container, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Line of a Dockerfile for programs that a test stops: as a container's first process, one without a handler for a signal goes on, and
 * `docker stop` waits for 10 s.
 */
export const endsAtOnce = "STOPSIGNAL SIGKILL";

/**
 * Imports an image with this machine's `node` and its libraries only, so that no base image has to be pulled.
 *
 * @param command runs docker, for example on another engine
 * @returns the image's size in bytes
 */
export async function importNodeImage(tag: string, command = docker): Promise<number> {
  const root = mkdtempSync(path.join(tmpdir(), "lab-base-"));
  try {
    const node = realpathSync(process.execPath);
    add(root, node, "/usr/bin/node");
    const { stdout } = await run("ldd", [node]);
    for (const library of stdout.match(/\/\S+/g) ?? []) add(root, realpathSync(library), library);
    mkdirSync(path.join(root, "tmp"), { mode: 0o1777 });
    const tar = path.join(root, "..", `${path.basename(root)}.tar`);
    await run("tar", ["--create", "--file", tar, "--directory", root, "--owner=0", "--group=0", "."]);
    await command("import", "--change", "ENV PATH=/usr/local/bin:/usr/bin:/bin", tar, tag);
    rmSync(tar);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return imageSize(tag, command);
}

export async function imageSize(tag: string, command = docker): Promise<number> {
  return Number(await command("image", "inspect", "--format", "{{.Size}}", tag));
}

function add(root: string, from: string, to: string): void {
  const target = path.join(root, to);
  mkdirSync(path.dirname(target), { recursive: true });
  if (!existsSync(target)) copyFileSync(from, target);
}
