import type { SimulatedResource } from "../../simulator";

/** A resource on Docker by the name that it has there. */
export interface DockerObject {
  readonly urn: string;
  readonly name: string;
}

/** What the resources of a lab make on a Docker. */
export interface DockerObjects {
  readonly containers: readonly DockerObject[];
  readonly networks: readonly DockerObject[];
  readonly volumes: readonly DockerObject[];
  /** Ports that the containers publish. */
  readonly ports: readonly number[];
  /** How many of the containers are nodes of a cluster. */
  readonly nodes: number;
  /** Whether a Docker is used at all, be it to build an image only. */
  readonly used: boolean;
}

/** Types of resources that are objects on Docker, by what the `docker` command calls them. */
export const dockerTypes = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
} as const;

export function dockerObjectsIn(resources: readonly SimulatedResource[]): DockerObjects {
  const of = (kind: keyof typeof dockerTypes) => resources.filter(({ type }) => type === dockerTypes[kind]);
  const named = (kind: keyof typeof dockerTypes) =>
    of(kind).map(({ urn, inputs }) => ({ urn, name: String(inputs["name"]) }));
  const containers = of("container").map(({ inputs }) => inputs as ContainerInputs);
  return {
    containers: named("container"),
    networks: named("network"),
    volumes: named("volume"),
    ports: containers.flatMap(({ ports = [] }) => ports.map(({ external }) => external)),
    nodes: containers.filter(isNode).length,
    used: resources.some(({ type }) => type.startsWith("docker:")),
  };
}

/** The inputs of a container that count here. */
interface ContainerInputs {
  readonly command?: readonly string[];
  readonly privileged?: boolean;
  readonly ports?: readonly { readonly external: number }[];
}

/** A node is a privileged container with one of the two verbs of k3s. */
function isNode({ command: [verb = ""] = [], privileged = false }: ContainerInputs): boolean {
  return privileged && ["server", "agent"].includes(verb);
}
