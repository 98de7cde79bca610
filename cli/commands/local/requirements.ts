import type { LabConfig } from "../../../config";
import type { DockerObjects } from "../../inventory/dockerObjects";

/** What a local lab requires of the machine that it will run on. */
export interface LocalRequirements {
  /** Names of its containers, networks and volumes on Docker. */
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** Ports on 127.0.0.1 that it takes, with the key that sets each. */
  readonly ports: readonly { readonly key: "registryPort" | "apiPort" | "appPort"; readonly port: number }[];
  /** Range of its network in CIDR form; `undefined` if it has none. */
  readonly subnet: string | undefined;
  readonly nodes: number;
  /** Whether it needs Docker at all: with an existing cluster and a ready image it does not. */
  readonly docker: boolean;
}

export function localRequirements(config: LabConfig, docker: DockerObjects): LocalRequirements {
  const names = (objects: readonly { name: string }[]) => objects.map(({ name }) => name);
  const keys = ["registryPort", "apiPort", "appPort"] as const;
  return {
    containers: names(docker.containers),
    networks: names(docker.networks),
    volumes: names(docker.volumes),
    ports: keys.map((key) => ({ key, port: config[key] })).filter(({ port }) => docker.ports.includes(port)),
    subnet: docker.networks.length > 0 ? config.networkCidr : undefined,
    nodes: docker.nodes,
    docker: docker.used,
  };
}
