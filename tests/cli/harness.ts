import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export const root = join(__dirname, "../..");

/** What the command, and the program that it rehearses, consist of. */
const parts = [
  "cli",
  "config",
  "facts",
  "lib",
  "components",
  "simulator",
  "app",
  "index.ts",
  "program.ts",
  "package.json",
  "tsconfig.json",
];
const stackFiles = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.local.yaml"];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "lab-")));
  folders.push(folder);
  return folder;
}

/** What the Pulumi CLI's stand-in answers to some arguments. */
export interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** What it writes at the end of the stack's file, as Pulumi does with the salt. */
  readonly appends?: string;
}

/** How the Pulumi CLI's stand-in was called. */
export interface PulumiCall {
  readonly args: string;
  /** Of its environment, what is Pulumi's, Docker's or kubectl's. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The stack's file as it was then. */
  readonly stackFile: string;
}

const pulumiScript = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const home = process.env.PULUMI_HOME;
const args = process.argv.slice(2).join(" ");
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(PULUMI_.*|KUBECONFIG|DOCKER_HOST)$/.test(name)),
);
const stackFile = readFileSync("Pulumi.local.yaml", "utf8");
appendFileSync(home + "/calls", JSON.stringify({ args, env, cwd: process.cwd(), stackFile }) + "\\n");
const unknown = { code: 97, stderr: "the stand-in was not told what to answer to: " + args + "\\n" };
const answer = JSON.parse(readFileSync(home + "/answers.json", "utf8"))[args] ?? unknown;
if (answer.appends) appendFileSync("Pulumi.local.yaml", answer.appends);
process.stdout.write(answer.stdout ?? "");
process.stderr.write(answer.stderr ?? "");
process.exitCode = answer.code ?? 0;
`;

/** Puts a stand-in where `pulumi/run.js` looks for the Pulumi CLI, so that it downloads none. */
export function installPulumi(home: string, answers: Readonly<Record<string, Answer>>, script = pulumiScript): void {
  const bin = join(home, "versions", "1.0.0", "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "pulumi"), script);
  chmodSync(join(bin, "pulumi"), 0o755);
  writeFileSync(join(home, "answers.json"), JSON.stringify({ version: { stdout: "v1.0.0\n" }, ...answers }));
}

/** What is on the stand-in for Docker, as Docker's API tells it. */
export interface DockerObjects {
  readonly info?: object;
  readonly containers?: readonly object[];
  readonly networks?: readonly object[];
  readonly volumes?: readonly object[] | null;
  /** What a container's state is, each time that somebody asks. */
  readonly states?: readonly object[];
}

export interface StandInDocker {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** Method and path of each request, without the API's version. */
  readonly requests: readonly string[];
  readonly end: () => Promise<void>;
}

/** Answers as Docker does, on a socket in a temporary folder. */
export async function standInDocker(objects: DockerObjects = {}): Promise<StandInDocker> {
  const states = [...(objects.states ?? [])];
  const answers: Readonly<Record<string, () => unknown>> = {
    "GET /info": () => ({ OSType: "linux", MemTotal: 2 ** 34, ...objects.info }),
    "GET /containers/json": () => objects.containers ?? [],
    "GET /networks": () => objects.networks ?? [],
    "GET /volumes": () => ({ Volumes: objects.volumes ?? null }),
  };
  const requests: string[] = [];
  const server = createHttpServer((request, response) => {
    const path = new URL(request.url!, "http://docker").pathname.replace(/^\/v1\.\d+/, "");
    const asked = `${request.method} ${path}`;
    requests.push(asked);
    if (asked.startsWith("POST ") && asked.endsWith("/start")) return response.writeHead(204).end();
    const state = /^GET \/containers\/.+\/json$/.test(asked) && (() => ({ State: states.shift() }));
    const answer = answers[asked] ?? state;
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    return response.end(JSON.stringify(answer ? answer() : { message: "the stand-in has no such page" }));
  });
  const socket = join(temporaryFolder(), "docker.sock");
  server.unref();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { host: `unix://${socket}`, requests, end: () => ended(server) };
}

function ended(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A web server on 127.0.0.1. */
export async function webServer(listener: RequestListener) {
  const server = createHttpServer(listener).unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, end: () => ended(server) };
}

/** Below those that a system gives out by itself, so that nobody gets one meanwhile; each worker of the tests has its own. */
let nextPort = 20_000 + (process.pid % 500) * 20;

/** Ports of 127.0.0.1 on which nobody listens. */
export async function freePorts(count: number): Promise<number[]> {
  const free: number[] = [];
  while (free.length < count) {
    const port = nextPort++;
    if (await isFree(port)) free.push(port);
  }
  return free;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** So many scenes are played at once: more would only be in one another's way. */
let lanes = 3;
const waiting: (() => void)[] = [];

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (lanes === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else lanes -= 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else lanes += 1;
  }
}

/** A run of the command in a copy of the project. */
export interface Scene {
  readonly args: readonly string[];
  /** Of the stack `local`, besides its target. */
  readonly config?: Readonly<Record<string, string | number>>;
  /** Answers of the Pulumi CLI's stand-in, by its arguments. */
  readonly pulumi?: Readonly<Record<string, Answer>>;
  /** In place of the stand-in for the Pulumi CLI. */
  readonly pulumiScript?: string;
  readonly docker?: DockerObjects;
  readonly variables?: Readonly<Record<string, string>>;
  /** Ctrl+C is pressed once this is printed: everybody in the terminal is told. */
  readonly interruptAt?: string;
  /** Changes the copy beforehand. */
  readonly prepare?: (folder: string) => void;
}

/** What a scene came to. */
export interface Played {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly PulumiCall[];
  /** Requests to the stand-in for Docker. */
  readonly requests: readonly string[];
  /** The copy of the project. */
  readonly folder: string;
  /** The stack's file before and after. */
  readonly stackFile: { readonly before: string; readonly after: string };
}

/**
 * Runs the command in a copy of the project, since Pulumi's state is in a folder of it, with stand-ins for the Pulumi CLI
 * and for Docker. Nothing else is within its reach: there is no `docker` in its PATH, and its home is empty.
 */
export function play(scene: Scene): Promise<Played> {
  return inTurn(() => playNow(scene));
}

async function playNow(scene: Scene): Promise<Played> {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  for (const part of [...parts, ...stackFiles]) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const stackFile = join(folder, "Pulumi.local.yaml");
  const config = Object.entries({ target: "local", ...scene.config });
  writeFileSync(
    stackFile,
    `config:\n${config.map(([key, value]) => `  azure-container-lab:${key}: ${value}\n`).join("")}`,
  );
  installPulumi(home, scene.pulumi ?? {}, scene.pulumiScript);
  scene.prepare?.(folder);
  const before = readFileSync(stackFile, "utf8");
  const docker = await standInDocker(scene.docker);
  const child = spawn(process.execPath, ["--require", "sucrase/register/ts", "cli/lab.ts", ...scene.args], {
    cwd: folder,
    env: {
      PATH: home,
      HOME: home,
      PULUMI_HOME: home,
      PULUMI_VERSION: "1.0.0",
      DOCKER_HOST: docker.host,
      ...scene.variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as a terminal's foreground is one.
    detached: true,
  });
  const { interruptAt } = scene;
  if (interruptAt !== undefined) {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(interruptAt)) process.kill(-child.pid!, "SIGINT");
    });
  }
  const [code, stdout, stderr] = await Promise.all([exit(child), text(child.stdout), text(child.stderr)]);
  await docker.end();
  return {
    code,
    stdout,
    stderr,
    calls: callsIn(home),
    requests: docker.requests,
    folder,
    stackFile: { before, after: readFileSync(stackFile, "utf8") },
  };
}

function exit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on("close", resolve));
}

/** Calls of the stand-in that was put there, in their order. */
export function callsIn(home: string): PulumiCall[] {
  const calls = join(home, "calls");
  if (!existsSync(calls)) return [];
  return readFileSync(calls, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as PulumiCall);
}

/** Arguments of each call of the Pulumi CLI's stand-in, in their order. */
export function argumentsOf({ calls }: Played): string[] {
  return calls.map(({ args }) => args);
}

/** Makes it look as if Pulumi had been here. */
export function withState(folder: string): void {
  mkdirSync(join(folder, ".local", ".pulumi"), { recursive: true });
  writeFileSync(join(folder, ".local", "passphrase"), "correct horse");
}

export const anEmptyState: Readonly<Record<string, Answer>> = { "stack ls --json": { stdout: "[]\n" } };

/** A state of the stack `local` with so many resources. */
export function aState(resourceCount?: number): Readonly<Record<string, Answer>> {
  const stacks = [
    { name: "organization/azure-container-lab/dev", resourceCount: 7 },
    { name: "organization/azure-container-lab/local", ...(resourceCount !== undefined && { resourceCount }) },
  ];
  return { "stack ls --json": { stdout: JSON.stringify(stacks) } };
}
