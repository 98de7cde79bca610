import { spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type Docker from "dockerode";
import type { Environment } from "../context";
import { connectionTo } from "./connection";
import type { DockerObject, Engine, Idleness } from "./engine";

/** Docker, as the commands use it. An address is in the form of DOCKER_HOST; `undefined` is Docker's default address. */
export interface DockerClient {
  /** Address of the Docker that the `docker` command talks to. */
  host(): string | undefined;
  /** @throws the error of the connection */
  read(host: string | undefined): Promise<Engine>;
  /**
   * Starts a container that is idle, and waits until it is healthy, or runs if it has no health check.
   *
   * @returns whether that happened in time
   */
  start(host: string | undefined, name: string, idle: Idleness): Promise<boolean>;
  /** Removes an object, a container with its anonymous volumes, unless it has gone already or is in use. */
  remove(host: string | undefined, object: DockerObject): Promise<void>;
}

export function createDockerClient(env: Environment): DockerClient {
  const connect = (host: string | undefined) => connectTo(host, env);
  return {
    host: () => dockerHost(env),
    read: async (host) => readEngine(await connect(host)),
    start: async (host, name, idle) => startAndWait(await connect(host), name, idle),
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

export async function readEngine(docker: Docker): Promise<Engine> {
  const info = (await docker.info()) as { OSType: string; Architecture?: string; MemTotal: number };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  return {
    osType: info.OSType,
    architecture: info.Architecture,
    memoryBytes: info.MemTotal,
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
