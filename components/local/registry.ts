import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Student } from "../../config/students";
import type { PushCredentials, Registry } from "../target";
import { createVolume, labLabels, onLoopback } from "./docker";
import { objectName } from "./names";
import type { LocalNetwork } from "./network";
import { RegistryUsers } from "./registryUsers";

/** Port and data folder of the registry inside its container (distribution.github.io, "Deploying a registry server"). */
const containerPort = 5000;
const dataPath = "/var/lib/registry";

/** By this name the nodes find the container that serves them, on the lab's network. */
export const nodesAlias = "lab-images";

/** Pinned, so that a class gets what was tested. */
export const registryImage = "registry:3.1.1";

export interface LocalRegistryArgs {
  network: LocalNetwork;
  /** Port on 127.0.0.1. */
  port: number;
  /** Each logs in with a password of their own. @default nobody, and then no password is needed */
  students?: readonly Student[];
}

/** What the two containers of a registry share, and what differs. */
type ContainerParts = Pick<docker.ContainerArgs, "name" | "networksAdvanced" | "ports" | "envs" | "uploads">;

/**
 * A registry in a container, published on this machine's loopback only. Its images are in a volume that outlives the container,
 * but not the lab. Without students it has no password. With students it asks for one, because `docker login` is an exercise, and
 * the nodes pull from a second container on the same volume, which is not published. Nodes know whichever serves them by the same
 * name, so that no node is replaced when students come or go.
 */
export class LocalRegistry extends pulumi.ComponentResource implements Registry {
  /** `localhost:<port>`, which Docker trusts without TLS, and for which the nodes have a mirror. */
  readonly server: pulumi.Output<string>;
  readonly replaceWith: pulumi.Resource;
  /** Where nodes find the registry on the lab's network, in the form of k3s's registries.yaml. */
  readonly mirrors: Record<string, { endpoint: string[] }>;
  /** Each student's password, by the student's label. Secret; `undefined` without students. */
  readonly passwords: pulumi.Output<Record<string, string>> | undefined;
  private readonly users: RegistryUsers | undefined;

  constructor(name: string, args: LocalRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:Registry", name, {}, opts);

    const { network, port, students = [] } = args;
    const containerName = objectName(name);
    const { image, volume } = this.createStorage(name, containerName);
    this.users = students.length > 0 ? new RegistryUsers(name, students, { parent: this }) : undefined;
    const create = (logicalName: string, parts: ContainerParts) =>
      this.createContainer(logicalName, image, volume, parts);

    const container = create(name, {
      name: containerName,
      networksAdvanced: network.registryAttachment("registry", this.users ? [] : [nodesAlias]),
      ports: [onLoopback(containerPort, port)],
      ...this.users?.settings,
    });
    if (this.users) {
      const networksAdvanced = network.registryAttachment("nodesRegistry", [nodesAlias]);
      create(`${name}-nodes`, { name: `${containerName}-nodes`, networksAdvanced });
    }

    this.replaceWith = volume;
    const server = `localhost:${port}`;
    this.mirrors = { [server]: { endpoint: [`http://${nodesAlias}:${containerPort}`] } };
    // A push waits for the container. The nodes know only its name, and need not wait.
    this.server = container.id.apply(() => server);
    this.passwords = this.users?.passwords;
    this.registerOutputs({ server: this.server, passwords: this.passwords });
  }

  pushCredentials(): PushCredentials | undefined {
    return this.users && { server: this.server, ...this.users.owner };
  }

  private createStorage(name: string, volumeName: string) {
    const image = new docker.RemoteImage(`${name}-image`, { name: registryImage, keepLocally: true }, { parent: this });
    return { image, volume: createVolume(`${name}-data`, volumeName, this) };
  }

  private createContainer(
    logicalName: string,
    image: docker.RemoteImage,
    volume: docker.Volume,
    parts: ContainerParts,
  ): docker.Container {
    return new docker.Container(
      logicalName,
      {
        ...parts,
        image: image.imageId,
        volumes: [{ volumeName: volume.name, containerPath: dataPath }],
        restart: "unless-stopped",
        // A stopped one can be started again with `docker start`; without this, a refresh would delete it.
        mustRun: false,
        labels: labLabels(),
      },
      { parent: this, deleteBeforeReplace: true },
    );
  }
}
