import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendUrl } from "../../cli/commands/local/state/localState";
import { CannotTell } from "../../cli/cannotTell";
import type { Context, Environment } from "../../cli/context";
import type { DockerClient } from "../../cli/docker/client";
import type { Engine, EngineContainer, EngineNetwork, EngineVolume } from "../../cli/docker/engine";
import { Interrupts } from "../../cli/interrupts";
import type { KubeApi, KubeClient } from "../../cli/kubernetes/api";
import type { Access } from "../../cli/kubernetes/kubeconfig";
import type { StreamClient } from "../../cli/kubernetes/stream";
import type { RunProgram } from "../../cli/runProgram";
import type { PulumiCli } from "../../cli/pulumi/cli";
import { runCommand } from "../../cli/runCommand";
import { listening } from "../listen";
import { onWindows } from "../platform";

export const root = join(__dirname, "../..");

/** Unlike this project's own name: nothing may depend on that. */
export const project = "petshop";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder that is deleted after the tests of a file. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, "lab-")));
  folders.push(folder);
  return folder;
}

/** Values of a stack's configuration by key, each as it is written in YAML. */
export type StackValues = Readonly<Record<string, string | number>>;

/** A project's folder with a stack `dev`, which sets nothing, and a stack `local`. */
export function projectFolder(local: StackValues = {}, parent?: string): string {
  const folder = temporaryFolder(parent);
  const lines = Object.entries({ target: "local", ...local }).map(([key, value]) => `  ${key}: ${value}\n`);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "7.8.9" }));
  writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: {}\n");
  writeFileSync(join(folder, "Pulumi.local.yaml"), `config:\n${lines.join("")}`);
  return folder;
}

/** What the Pulumi CLI answers to some arguments. */
export interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** What it writes at the end of the stack's file, as Pulumi does with the salt. */
  readonly appends?: string;
}

/** Answers by arguments. */
export type Answers = Readonly<Record<string, Answer>>;

export interface PulumiCall {
  readonly args: string;
  readonly env: Environment;
  /** The file of the stack `local` as it was then. */
  readonly stackFile: string;
}

interface Printed {
  stdout: string;
  stderr: string;
}

/** A Pulumi CLI that gives prepared answers. One that is asked for anything else fails. */
export function fakePulumi(answers: Answers, folder: string, ownEnv: Environment, printed: Printed) {
  const calls: PulumiCall[] = [];
  const stackFile = join(folder, "Pulumi.local.yaml");
  const known: Answers = { version: { stdout: "v1.0.0\n" }, ...answers };
  const pulumi: PulumiCli = {
    run: (words, output, env = ownEnv) => {
      const args = words.join(" ");
      const text = readFileSync(stackFile, "utf8");
      calls.push({ args, env, stackFile: text });
      const answer = known[args] ?? { code: 97, stderr: `no answer is prepared for: ${args}\n` };
      const { stdout = "", stderr = "", code = 0, appends = "" } = answer;
      if (appends !== "") writeFileSync(stackFile, text + appends);
      printed.stderr += stderr;
      if (output === "shown") printed.stdout += stdout;
      if (output === "aside") printed.stderr += stdout;
      return Promise.resolve({ code, stdout: output === "kept" ? stdout : "" });
    },
  };
  return { pulumi, calls };
}

/** A container that runs, made by hand and without ports. */
export function container(name: string, given: Partial<EngineContainer> = {}): EngineContainer {
  return { name, lab: undefined, idle: undefined, ports: [], volumes: [], ...given };
}

/** A network made by hand, without ranges. */
export function network(name: string, given: Partial<EngineNetwork> = {}): EngineNetwork {
  return { name, id: `id of ${name}`, lab: undefined, subnets: [], ...given };
}

/** A volume made by hand. */
export function volume(name: string, given: Partial<EngineVolume> = {}): EngineVolume {
  return { name, lab: undefined, anonymous: false, ...given };
}

/** What is on the fake Docker where a scenario does not say. */
export const emptyEngine: Engine = {
  osType: "linux",
  memoryBytes: 2 ** 34,
  proxies: { http: "", https: "", exempt: "" },
  desktop: false,
  rootless: false,
  remapsUsers: false,
  // As of one that says nothing of where it runs: nobody looks at this machine's disk then.
  kernel: "",
  dataFolder: "",
  containers: [],
  networks: [],
  volumes: [],
};

/** Address of the fake Docker. */
export const dockerHost = "unix:///run/docker.sock";

/** @param engine what is on it; an error where none answers */
export function fakeDocker(engine: Partial<Engine> | Error, host: string | undefined = dockerHost) {
  /** `read`, and `start <container>`, each with the address. */
  const requests: string[] = [];
  const docker: DockerClient = {
    host: () => host,
    read: (address) => {
      requests.push(`read ${address}`);
      return engine instanceof Error ? Promise.reject(engine) : Promise.resolve({ ...emptyEngine, ...engine });
    },
    observe: (address) => {
      requests.push(`observe ${address}`);
      return engine instanceof Error
        ? Promise.reject(engine)
        : Promise.resolve({ containers: [], images: [], removed: [], answers: {} });
    },
    start: (address, name) => {
      requests.push(`start ${name} ${address}`);
      return Promise.resolve(true);
    },
    kill: (address, name) => {
      requests.push(`kill ${name} ${address}`);
      return Promise.resolve();
    },
    remove: (address, { kind, name }) => {
      requests.push(`remove ${kind} ${name} ${address}`);
      return Promise.resolve();
    },
  };
  return { docker, requests };
}

/** What a connection fails with where no Docker listens. */
export const noDocker: Error = Object.assign(new Error("connect ENOENT"), { code: "ENOENT" });

/** A cluster of which nobody hears. */
const silentCluster: KubeApi = {
  request: () =>
    Promise.reject(new CannotTell("The cluster at https://127.0.0.1:6443 does not answer (ECONNREFUSED).")),
};

const noStream: StreamClient = { get: () => Promise.reject(new Error("connect ECONNREFUSED")) };

const noProgram: RunProgram = (program) => Promise.reject(new CannotTell(`${program} is not prepared.`));

/** A run of the command. */
export interface Scenario {
  readonly args: readonly string[];
  /** Of the stack `local`, besides its target. */
  readonly config?: StackValues;
  readonly pulumi?: Answers;
  readonly docker?: Partial<Engine> | Error;
  /** @default a cluster that does not answer */
  readonly cluster?: KubeApi;
  /** @default one that does not answer, either */
  readonly stream?: StreamClient;
  readonly env?: Environment;
  /** @default a price list that does not answer */
  readonly prices?: Context["prices"];
  /** @default nobody is signed in */
  readonly azure?: Context["azure"];
  readonly clock?: Context["clock"];
  /** What a person types at each question. @default nobody sits before a terminal */
  readonly typed?: readonly string[];
  /** @default "linux" */
  readonly system?: Context["system"];
  /** Names of the programs that run, by the ids of their processes. */
  readonly processes?: Readonly<Record<number, string>>;
  /** @default no other program is there */
  readonly run?: RunProgram;
  /** Changes the project's folder beforehand. */
  readonly prepare?: (folder: string) => void;
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly PulumiCall[];
  /** Arguments of the calls. */
  readonly asked: readonly string[];
  /** Requests to Docker. */
  readonly requests: readonly string[];
  /** With which access the command connected to a cluster. */
  readonly connections: readonly Access[];
  /** The project's folder. */
  readonly folder: string;
  /** The file of the stack `local` before and after. */
  readonly stackFile: { readonly before: string; readonly after: string };
}

/** Nobody is signed in. */
const noAzure: Context["azure"] = { connect: () => Promise.reject(new CannotTell("You are not signed in to Azure.")) };

/** Time passes only where somebody waits. */
export function fakeClock(now = Date.now()): Context["clock"] {
  return { now: () => now, wait: (ms) => Promise.resolve(void (now += ms)) };
}

const noPrices: Context["prices"] = () => Promise.reject(new Error("it does not answer"));

/** A context in a project's folder, in which nothing outside can be reached. */
export function fakeContext(
  folder: string,
  {
    pulumi: answers = {},
    docker: engine = {},
    env = {},
    system = "linux",
    processes = {},
    cluster = silentCluster,
    stream = noStream,
    prices = noPrices,
    run = noProgram,
    azure = noAzure,
    clock = fakeClock(),
    typed = [],
  }: Partial<Scenario>,
) {
  const printed = { stdout: "", stderr: "" };
  const { pulumi, calls } = fakePulumi(answers, folder, env, printed);
  const { docker, requests } = fakeDocker(engine);
  const connections: Access[] = [];
  const kubernetes: KubeClient = {
    preload: () => Promise.resolve(),
    connect: (access) => {
      connections.push(access);
      return Promise.resolve(cluster);
    },
    stream: () => Promise.resolve(stream),
  };
  const output: Context["output"] = {
    out: (text) => void (printed.stdout += text),
    err: (text) => void (printed.stderr += text),
    colour: false,
    width: 100,
  };
  const interrupts = new Interrupts(new EventEmitter());
  const lines = [...typed];
  const ask: Context["ask"] = (question) => {
    printed.stderr += question;
    return Promise.resolve(lines.shift());
  };
  const context: Context = {
    ...{ folder, workingFolder: folder, env, output, interrupts, pulumi, docker, kubernetes, prices, system },
    ...{ azure, clock, ask, run },
    processes: { nameOf: (pid) => processes[pid] },
  };
  return { context, printed, calls, requests, connections };
}

/** Runs the command in this process. */
export async function runCli(scenario: Scenario): Promise<Result> {
  const folder = projectFolder(scenario.config);
  scenario.prepare?.(folder);
  const stackText = () => readFileSync(join(folder, "Pulumi.local.yaml"), "utf8");
  const before = stackText();
  const { context, printed, calls, requests, connections } = fakeContext(folder, scenario);
  const code = await runCommand(scenario.args, context);
  const asked = calls.map(({ args }) => args);
  return { code, ...printed, calls, asked, requests, connections, folder, stackFile: { before, after: stackText() } };
}

/** The address of the local lab's state in a project's folder. */
export function stateAddress(folder: string): string {
  return backendUrl(join(folder, ".local"));
}

/** Makes it look as if Pulumi had been here. */
export function withState(folder: string): void {
  mkdirSync(join(folder, ".local", ".pulumi"), { recursive: true });
  writeFileSync(join(folder, ".local", "passphrase"), "correct horse");
}

export const emptyState: Answers = { "stack ls --json": { stdout: "[]\n" } };

/** A state of the stack `local` with some resources. */
export function stateOf(resourceCount?: number): Answers {
  const stacks = [
    { name: `organization/${project}/dev`, resourceCount: 7 },
    { name: `organization/${project}/local`, ...(resourceCount !== undefined && { resourceCount }) },
  ];
  return {
    "stack ls --json": { stdout: JSON.stringify(stacks) },
    "stack export": { stdout: JSON.stringify({ version: 3, deployment: {} }) },
    [removeStack]: { stdout: "Stack 'local' has been removed!\n" },
  };
}

/** What removes Pulumi's stack once nothing is in it. */
export const removeStack = "stack rm local --yes --preserve-config";

function ended(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A web server on 127.0.0.1. */
export async function webServer(listener: RequestListener) {
  const server = createHttpServer(listener).unref();
  await listening(server, 0, "127.0.0.1");
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, end: () => ended(server) };
}

/** What is on the stand-in for Docker, in the form of Docker's API. */
export interface ApiObjects {
  readonly info?: object;
  readonly containers?: readonly object[];
  readonly networks?: readonly object[];
  readonly volumes?: readonly object[] | null;
  /** A container's state at each request. */
  readonly states?: readonly object[];
}

export interface StandInDocker {
  /** In the form of DOCKER_HOST. */
  readonly host: string;
  /** Method and path of each request, without the API's version. */
  readonly requests: readonly string[];
  readonly end: () => Promise<void>;
}

let pipes = 0;

/** Where a Docker could listen, as a path and in the form of DOCKER_HOST: a socket, or on Windows a named pipe. */
export function dockerAddress(): { path: string; host: string } {
  if (onWindows) {
    const name = `lab-${process.pid}-${pipes++}`;
    return { path: `\\\\.\\pipe\\${name}`, host: `npipe:////./pipe/${name}` };
  }
  const path = join(temporaryFolder(), "docker.sock");
  return { path, host: `unix://${path}` };
}

/** Answers like Docker. */
export async function standInDocker(objects: ApiObjects = {}): Promise<StandInDocker> {
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
    if (/^POST .*\/(start|unpause|kill)$/.test(asked)) return response.writeHead(204).end();
    const state = /^GET \/containers\/.+\/json$/.test(asked) && (() => ({ State: states.shift() }));
    const answer = answers[asked] ?? state;
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    return response.end(JSON.stringify(answer ? answer() : { message: "the stand-in has no such page" }));
  });
  const { path, host } = dockerAddress();
  server.unref();
  await listening(server, path);
  return { host, requests, end: () => ended(server) };
}
