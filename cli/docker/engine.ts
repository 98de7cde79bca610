/** What is on a Docker, as far as a lab may collide with it. */
export interface Engine {
  /** Of the containers that it runs. */
  readonly osType: string;
  readonly memoryBytes: number;
  readonly containers: readonly EngineContainer[];
  readonly networks: readonly EngineNetwork[];
  readonly volumes: readonly EngineObject[];
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
}

export interface EngineNetwork extends EngineObject {
  /** Ranges in CIDR form. */
  readonly subnets: readonly string[];
}

/** What has a project's label: `container lab-server`, and so on. Containers come first, since they hold the others. */
export function labelledBy(project: string, { containers, networks, volumes }: Engine): string[] {
  return Object.entries({ container: containers, volume: volumes, network: networks }).flatMap(([kind, objects]) =>
    objects.filter(({ lab }) => lab === project).map(({ name }) => `${kind} ${name}`),
  );
}

/** The command that removes a container, a volume or a network, given as `container lab-server`. */
export function removalCommand(object: string): string {
  const [kind, name] = object.split(" ");
  return kind === "container" ? `docker rm --force --volumes ${name}` : `docker ${kind} rm ${name}`;
}
