import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { addressIn } from "../../lib/cidr";
import { labLabels } from "./docker";
import { namePrefix } from "./names";

/** Offsets in the network's range. Docker itself has the gateway, the server `firstNode`, and the agents what follows. */
const offsets = { gateway: 1, registry: 2, nodesRegistry: 3, firstNode: 10 };

/**
 * The lab's network on Docker. Every container on it keeps its address: after a restart of Docker, a node with the address of
 * another could not rejoin (k3d-io/k3d #1637).
 */
export class LocalNetwork extends pulumi.ComponentResource {
  private readonly network: docker.Network;

  constructor(
    name: string,
    /** Range of the addresses, in CIDR form. */
    readonly cidr: string,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:local:Network", name, {}, opts);
    this.network = new docker.Network(
      name,
      {
        name: namePrefix(),
        ipamConfigs: [{ subnet: cidr, gateway: addressIn(cidr, offsets.gateway) }],
        labels: labLabels(),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }

  /** Connects a container of the registry. @param aliases names on the network besides its own */
  registryAttachment(container: "registry" | "nodesRegistry", aliases: string[] = []) {
    const ipv4Address = addressIn(this.cidr, offsets[container]);
    return [{ name: this.network.name, ipv4Address, ...(aliases.length > 0 && { aliases }) }];
  }

  /** Connects a node's container. @param index 0 for the server */
  nodeAttachment(index: number) {
    return [{ name: this.network.name, ipv4Address: addressIn(this.cidr, offsets.firstNode + index) }];
  }
}
