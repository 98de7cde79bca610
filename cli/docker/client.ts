import { spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import Docker from "dockerode";

/** What is on a Docker, as far as a lab may be in its way. */
export interface Engine {
  /** Of the containers that it runs. */
  readonly osType: string;
  readonly memoryBytes: number;
  readonly containers: readonly EngineContainer[];
  readonly networks: readonly EngineNetwork[];
  readonly volumes: readonly EngineThing[];
}

export interface EngineThing {
  readonly name: string;
  /** The project in its label `lab`, if it has that label. */
  readonly lab: string | undefined;
}

export type Idleness = "stopped" | "paused";

/** Of the states that Docker tells, those that last until somebody does something. */
const idleness: Readonly<Record<string, Idleness>> = { created: "stopped", exited: "stopped", paused: "paused" };

export interface EngineContainer extends EngineThing {
  /** What somebody did to it, if it does not run for that reason. */
  readonly idle: Idleness | undefined;
  /** Ports of this machine that it has taken. */
  readonly ports: readonly number[];
}

export interface EngineNetwork extends EngineThing {
  /** Ranges in CIDR form. */
  readonly subnets: readonly string[];
}

/**
 * The address of the Docker that the `docker` command talks to: by DOCKER_HOST, or by its context, of which Pulumi's provider
 * knows nothing. `undefined` where neither says one, which leaves the usual address.
 */
export function dockerHost(): string | undefined {
  const format = "{{.Endpoints.docker.Host}}";
  const { status, stdout } = spawnSync("docker", ["context", "inspect", "--format", format], { encoding: "utf8" });
  const host = status === 0 ? stdout.trim() : process.env["DOCKER_HOST"];
  return host === "" ? undefined : host;
}

/** Looks at the Docker at the address in DOCKER_HOST, or at the usual one. @throws what the connection fails by */
export async function readEngine(): Promise<Engine> {
  const docker = new Docker();
  const info = (await docker.info()) as { OSType: string; MemTotal: number };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  return {
    osType: info.OSType,
    memoryBytes: info.MemTotal,
    containers: containers.map(({ Names, Labels, Ports, State }) => ({
      name: (Names[0] ?? "").replace(/^\//, ""),
      lab: Labels["lab"],
      idle: idleness[State],
      ports: Ports.flatMap(({ PublicPort: port }) => (port ? [port] : [])),
    })),
    networks: networks.map(({ Name, Labels, IPAM }) => ({
      name: Name,
      lab: Labels?.["lab"],
      subnets: (IPAM?.Config ?? []).flatMap(({ Subnet: subnet }) => (subnet ? [subnet] : [])),
    })),
    // Docker says null where there is none.
    volumes: (volumes ?? []).map(({ Name, Labels }) => ({ name: Name, lab: Labels?.["lab"] })),
  };
}

/** What has a project's label: `container lab-server`, and so on. Containers come first, since they hold the others. */
export function labelledBy(project: string, { containers, networks, volumes }: Engine): string[] {
  return Object.entries({ container: containers, volume: volumes, network: networks }).flatMap(([kind, things]) =>
    things.filter(({ lab }) => lab === project).map(({ name }) => `${kind} ${name}`),
  );
}

/** Has a container that is idle go on, and waits until it is healthy, if it says whether it is. @returns whether it came to be so in time */
export async function startAndWait(name: string, idle: Idleness, withinMs = 120_000): Promise<boolean> {
  const container = new Docker().getContainer(name);
  await (idle === "paused" ? container.unpause() : container.start());
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const { State: state } = await container.inspect();
    if (state.Running && ["healthy", undefined].includes(state.Health?.Status)) return true;
    await setTimeout(500);
  }
  return false;
}
