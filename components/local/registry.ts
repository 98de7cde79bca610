import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../target";
import { createVolume, labLabels, onLoopback } from "./docker";
import { objectName } from "./names";
import type { LocalNetwork } from "./network";

/** Port and data folder of the registry inside its container (distribution.github.io, "Deploying a registry server"). */
const containerPort = 5000;
const dataPath = "/var/lib/registry";

/** Pinned, so that a class gets what was tested. */
const registryImage = "registry:3.1.1";

export interface LocalRegistryArgs {
  network: LocalNetwork;
  /** Port on 127.0.0.1. */
  port: number;
}

/**
 * A registry in a container. It has no password, because it is published on this machine's loopback only. Its images are in
 * a volume that outlives the container, but not the lab.
 */
export class LocalRegistry extends pulumi.ComponentResource implements Registry {
  /** `localhost:<port>`, which Docker trusts without TLS, and for which the nodes have a mirror. */
  readonly server: pulumi.Output<string>;
  readonly replaceWith: pulumi.Resource;
  /** Where nodes find the registry on the lab's network, in the form of k3s's registries.yaml. */
  readonly mirrors: Record<string, { endpoint: string[] }>;

  constructor(name: string, args: LocalRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:Registry", name, {}, opts);

    const containerName = objectName(name);
    const image = new docker.RemoteImage(`${name}-image`, { name: registryImage, keepLocally: true }, { parent: this });
    const volume = createVolume(`${name}-data`, containerName, this);
    const container = new docker.Container(
      name,
      {
        name: containerName,
        image: image.imageId,
        networksAdvanced: args.network.registryAttachment(),
        volumes: [{ volumeName: volume.name, containerPath: dataPath }],
        ports: [onLoopback(containerPort, args.port)],
        restart: "unless-stopped",
        // A stopped one can be started again with `docker start`; without this, a refresh would delete it.
        mustRun: false,
        labels: labLabels(),
      },
      { parent: this, deleteBeforeReplace: true },
    );

    this.replaceWith = volume;
    const server = `localhost:${args.port}`;
    this.mirrors = { [server]: { endpoint: [`http://${containerName}:${containerPort}`] } };
    // A push waits for the container. The nodes know only its name, and need not wait.
    this.server = container.id.apply(() => server);
    this.registerOutputs({ server: this.server });
  }

  pushCredentials(): undefined {
    return undefined;
  }
}
