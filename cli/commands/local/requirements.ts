import type { LabConfig } from "../../../config";
import type { PlannedResource } from "../../rehearse";

/** What a local lab asks of the machine that it is to stand on. */
export interface LocalRequirements {
  /** Names of its containers, networks and volumes on Docker. */
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** Ports on 127.0.0.1 that it takes, by the key that sets each. */
  readonly ports: readonly { readonly key: "registryPort" | "apiPort" | "appPort"; readonly port: number }[];
  /** Range of its network in CIDR form; `undefined` if it has none. */
  readonly subnet: string | undefined;
  readonly nodes: number;
  /** Whether it needs Docker at all: with an existing cluster and a ready image it does not. */
  readonly docker: boolean;
}

/** @param resources those of the lab's rehearsal */
export function localRequirements(config: LabConfig, resources: readonly PlannedResource[]): LocalRequirements {
  const of = (type: string) => resources.filter((resource) => resource.type === `docker:index/${type}`);
  const names = (type: string) => of(type).map(({ inputs }) => String(inputs["name"]));
  const containers = of("container:Container");
  const published = containers.flatMap(({ inputs }) => (inputs["ports"] ?? []) as { external: number }[]);
  const keys = ["registryPort", "apiPort", "appPort"] as const;
  return {
    containers: names("container:Container"),
    networks: names("network:Network"),
    volumes: names("volume:Volume"),
    ports: keys
      .map((key) => ({ key, port: config[key] }))
      .filter(({ port }) => published.some(({ external }) => external === port)),
    subnet: of("network:Network").length > 0 ? config.networkCidr : undefined,
    nodes: containers.filter(({ inputs }) => inputs["privileged"] === true).length,
    docker: resources.some(({ type }) => type.startsWith("docker:")),
  };
}
