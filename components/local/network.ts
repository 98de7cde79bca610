import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { addressIn } from "../../lib/cidr";
import { labLabels } from "./docker";

/** Places in the network's range; Docker itself takes the first one. The server has `firstNode`, the agents those after it. */
const places = { gateway: 1, registry: 2, firstNode: 10 };

/**
 * The lab's network on Docker. Every container on it has an address that it keeps: a node that came back from a restart of
 * Docker under another's address would not be known again (k3d-io/k3d #1637).
 */
export class LocalNetwork extends pulumi.ComponentResource {
  private readonly network: docker.Network;

  constructor(
    name: string,
    /** Range of the addresses. */
    readonly cidr: string,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:local:Network", name, {}, opts);
    this.network = new docker.Network(
      name,
      {
        name: "lab",
        ipamConfigs: [{ subnet: cidr, gateway: addressIn(cidr, places.gateway) }],
        labels: labLabels(),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }

  /** Puts the registry's container on the network. */
  registryAttachment() {
    return [{ name: this.network.name, ipv4Address: addressIn(this.cidr, places.registry) }];
  }

  /** Puts a node's container on the network. @param index 0 for the server */
  nodeAttachment(index: number) {
    return [{ name: this.network.name, ipv4Address: addressIn(this.cidr, places.firstNode + index) }];
  }
}
