import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../target";
import { labLabels, onLoopback } from "./docker";
import type { LocalNetwork } from "./network";

/** Port of the registry inside its container; and where the image keeps what it is given. */
const containerPort = 5000;
const dataPath = "/var/lib/registry";

export interface LocalRegistryArgs {
  network: LocalNetwork;
  /** Port on 127.0.0.1. */
  port: number;
}

/**
 * A registry in a container, on a port of this machine's loopback only, so it asks nobody for a password. Its images
 * are in a volume and outlive the container, not the lab.
 */
export class LocalRegistry extends pulumi.ComponentResource implements Registry {
  /** `localhost:<port>`, a name that Docker trusts without TLS, and that the nodes know by their mirrors. */
  readonly server: pulumi.Output<string>;
  readonly replaceWith: pulumi.Resource;
  /** Tells a node, in the form of k3s's registries.yaml, where on the lab's network to find it under its name. */
  readonly mirrors: Record<string, { endpoint: string[] }>;

  constructor(name: string, args: LocalRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:Registry", name, {}, opts);

    const containerName = `lab-${name}`;
    const image = new docker.RemoteImage(`${name}-image`, { name: registryImage, keepLocally: true }, { parent: this });
    const volume = new docker.Volume(
      `${name}-data`,
      { name: containerName, labels: labLabels() },
      { parent: this, deleteBeforeReplace: true },
    );
    const container = new docker.Container(
      name,
      {
        name: containerName,
        image: image.imageId,
        networksAdvanced: args.network.registryAttachment(),
        volumes: [{ volumeName: volume.name, containerPath: dataPath }],
        ports: [onLoopback(containerPort, args.port)],
        restart: "unless-stopped",
        // One that is stopped is started by `docker start`; without this a refresh would delete it.
        mustRun: false,
        labels: labLabels(),
      },
      { parent: this, deleteBeforeReplace: true },
    );

    this.replaceWith = volume;
    const server = `localhost:${args.port}`;
    this.mirrors = { [server]: { endpoint: [`http://${containerName}:${containerPort}`] } };
    // Whoever pushes waits for the container; the nodes, which only know its name, need not.
    this.server = container.id.apply(() => server);
    this.registerOutputs({ server: this.server });
  }

  pushCredentials(): undefined {
    return undefined;
  }
}

/** Pinned, so that a class gets what was tried. */
const registryImage = "registry:3.1.1";
