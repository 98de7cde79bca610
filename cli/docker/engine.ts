/** What is on a Docker, as far as a lab may collide with it. */
export interface Engine {
  /** Of the containers that it runs. */
  readonly osType: string;
  /** Of its machine, such as `x86_64` or `aarch64`. @default not known */
  readonly architecture?: string | undefined;
  readonly memoryBytes: number;
  /** By which it pulls images itself, each empty if there is none. */
  readonly proxies: { readonly http: string; readonly https: string; readonly exempt: string };
  /** Whether it is Docker Desktop, in a machine of its own. */
  readonly desktop: boolean;
  /** Whether it runs without rights of an administrator. */
  readonly rootless: boolean;
  /** Whether it gives containers other users than the system has. */
  readonly remapsUsers: boolean;
  /** Of the Linux that it runs on. */
  readonly kernel: string;
  /** Folder of its data, on that Linux. */
  readonly dataFolder: string;
  readonly containers: readonly EngineContainer[];
  readonly networks: readonly EngineNetwork[];
  readonly volumes: readonly EngineVolume[];
}

/** An object by the kind that the `docker` command has for it. */
export interface DockerObject {
  readonly kind: "container" | "network" | "volume";
  readonly name: string;
}

export interface EngineObject {
  readonly name: string;
  /** The project in its label `lab`, if it has that label. */
  readonly lab: string | undefined;
}

export type Idleness = "stopped" | "paused";

export interface EngineContainer extends EngineObject {
  /** Set if it does not run because somebody stopped or paused it. */
  readonly idle: Idleness | undefined;
  /** Ports of this machine that it publishes. */
  readonly ports: readonly number[];
  /** Names of the volumes that it uses. */
  readonly volumes: readonly string[];
}

export interface EngineNetwork extends EngineObject {
  readonly id: string;
  /** Ranges in CIDR form. */
  readonly subnets: readonly string[];
}

export interface EngineVolume extends EngineObject {
  /** Whether Docker made it for a container, under a name of its own. */
  readonly anonymous: boolean;
}

/** What has a project's label. Containers come first, since they hold the others. */
export function labelledBy(project: string, { containers, networks, volumes }: Engine): DockerObject[] {
  const of = (kind: DockerObject["kind"], objects: readonly EngineObject[]) =>
    objects.filter(({ lab }) => lab === project).map(({ name }) => ({ kind, name }));
  return [...of("container", containers), ...of("volume", volumes), ...of("network", networks)];
}

/** `container lab-server`. */
export function objectText({ kind, name }: DockerObject): string {
  return `${kind} ${name}`;
}

/** The command that removes an object. */
export function removalCommand({ kind, name }: DockerObject): string {
  return kind === "container" ? `docker rm --force --volumes ${name}` : `docker ${kind} rm ${name}`;
}
