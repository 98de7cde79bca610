import { spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type Docker from "dockerode";
import type { Environment } from "../context";
import { observeDocker } from "../exercises/observe/docker";
import type { OwnDocker } from "../exercises/observed";
import type { Visit } from "../exercises/observe/cluster";
import { connectionTo } from "./connection";
import type { DockerObject, Engine, Idleness } from "./engine";

/** Docker, as the commands use it. An address is in the form of DOCKER_HOST; `undefined` is Docker's default address. */
export interface DockerClient {
  /** Address of the Docker that the `docker` command talks to. */
  host(): string | undefined;
  /** @throws the error of the connection */
  read(host: string | undefined): Promise<Engine>;
  /** What exercises look at. @param ports of this machine at which pages may answer @throws the error of the connection */
  observe(host: string | undefined, ports: readonly number[], visit: Visit): Promise<OwnDocker>;
  /**
   * Starts a container that is idle, and waits until it is healthy, or runs if it has no health check.
   *
   * @returns whether that happened in time
   */
  start(host: string | undefined, name: string, idle: Idleness): Promise<boolean>;
  /** Ends a container at once, as a host that loses its power; nothing starts it again by itself. */
  kill(host: string | undefined, name: string): Promise<void>;
  /** Removes an object, a container with its anonymous volumes, unless it has gone already or is in use. */
  remove(host: string | undefined, object: DockerObject): Promise<void>;
}

export function createDockerClient(env: Environment): DockerClient {
  const connect = (host: string | undefined) => connectTo(host, env);
  return {
    host: () => dockerHost(env),
    read: async (host) => readEngine(await connect(host)),
    observe: async (host, ports, visit) => observeDocker(await connect(host), ports, visit),
    start: async (host, name, idle) => startAndWait(await connect(host), name, idle),
    kill: async (host, name) => void (await (await connect(host)).getContainer(name).kill()),
    remove: async (host, object) => removeObject(await connect(host), object),
  };
}

/** Docker's client is loaded only here: most commands need none. */
async function connectTo(host: string | undefined, env: Environment): Promise<Docker> {
  const { default: DockerApi } = await import("dockerode");
  return new DockerApi(host === undefined ? undefined : connectionTo(host, env));
}

/** By DOCKER_HOST, or by the context of the `docker` command, which Pulumi's provider does not know. */
function dockerHost(env: Environment): string | undefined {
  const command = ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"];
  const { status, stdout } = spawnSync("docker", command, { encoding: "utf8", env: { ...env } });
  const host = status === 0 ? stdout.trim() : env["DOCKER_HOST"];
  return host === "" ? undefined : host;
}

/** Of the states that Docker reports, those that last until somebody does something. */
const idleness: Readonly<Record<string, Idleness>> = { created: "stopped", exited: "stopped", paused: "paused" };

/** What Docker says of itself; an older one, or another program in its place, leaves some of it out. */
interface EngineInfo {
  readonly OSType: string;
  readonly MemTotal: number;
  readonly Architecture?: string;
  readonly HttpProxy?: string;
  readonly HttpsProxy?: string;
  readonly NoProxy?: string;
  readonly OperatingSystem?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly KernelVersion?: string;
  readonly DockerRootDir?: string;
}

function engineFacts(info: EngineInfo): Omit<Engine, "containers" | "networks" | "volumes"> {
  const options = (info.SecurityOptions ?? []).flatMap((option) => option.split(","));
  return {
    osType: info.OSType,
    memoryBytes: info.MemTotal,
    architecture: info.Architecture,
    proxies: { http: info.HttpProxy ?? "", https: info.HttpsProxy ?? "", exempt: info.NoProxy ?? "" },
    desktop: info.OperatingSystem === "Docker Desktop",
    rootless: options.includes("name=rootless"),
    remapsUsers: options.includes("name=userns"),
    kernel: info.KernelVersion ?? "",
    dataFolder: info.DockerRootDir ?? "",
  };
}

export async function readEngine(docker: Docker): Promise<Engine> {
  const info = (await docker.info()) as EngineInfo;
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  return {
    ...engineFacts(info),
    containers: containers.map(({ Names, Labels, Ports, State, Mounts }) => ({
      name: (Names[0] ?? "").replace(/^\//, ""),
      lab: Labels["lab"],
      idle: idleness[State],
      ports: Ports.flatMap(({ PublicPort: port }) => (port ? [port] : [])),
      volumes: Mounts.flatMap(({ Type, Name }) => (Type === "volume" && Name ? [Name] : [])),
    })),
    networks: networks.map(({ Id, Name, Labels, IPAM }) => ({
      id: Id,
      name: Name,
      lab: Labels?.["lab"],
      subnets: (IPAM?.Config ?? []).flatMap(({ Subnet: subnet }) => (subnet ? [subnet] : [])),
    })),
    // Docker says null where there is none.
    volumes: (volumes ?? []).map(({ Name, Labels }) => ({
      name: Name,
      lab: Labels?.["lab"],
      // Docker labels them since 23.0; their names were always of this form.
      anonymous: /^[0-9a-f]{64}$/.test(Name),
    })),
  };
}

export async function startAndWait(docker: Docker, name: string, idle: Idleness, withinMs = 120_000): Promise<boolean> {
  const container = docker.getContainer(name);
  await (idle === "paused" ? container.unpause() : container.start());
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const { State: state } = await container.inspect();
    if (state.Running && ["healthy", undefined].includes(state.Health?.Status)) return true;
    await setTimeout(500);
  }
  return false;
}

/** Docker's answers for what is not there, and for what is in use: 403 for a network, 409 for all else. */
const harmless = [403, 404, 409];

export async function removeObject(docker: Docker, { kind, name }: DockerObject): Promise<void> {
  try {
    if (kind === "container") await docker.getContainer(name).remove({ force: true, v: true });
    else if (kind === "network") await docker.getNetwork(name).remove();
    else await docker.getVolume(name).remove();
  } catch (error) {
    if (!harmless.includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
  }
}
