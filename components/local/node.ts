import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { createVolume, labLabels } from "./docker";
import type { LocalNetwork } from "./network";
import { objectName } from "./names";
import { type NodeFiles, type NodeSpec, nodeEnvs, nodeFiles, storageFolder } from "./nodeSpecs";

export interface NodeArgs extends NodeFiles {
  spec: NodeSpec;
  /** Variables for the proxies by which images are pulled, by name. */
  proxies: Record<string, pulumi.Input<string>>;
  /** Id of the image. */
  image: pulumi.Input<string>;
  networkAttachment: ReturnType<LocalNetwork["nodeAttachment"]>;
}

/**
 * A container that is a node, and a volume for what pods store on it: a node that is made again has that still.
 *
 * @param name Logical name; with the lab's prefix, the name of the container and of the node, as people type it.
 */
export function createNode(name: string, args: NodeArgs, opts: pulumi.CustomResourceOptions): docker.Container {
  const { spec } = args;
  const hostname = objectName(name);
  const storage = createVolume(`${name}-storage`, `${hostname}-storage`, opts.parent);
  return new docker.Container(
    name,
    {
      name: hostname,
      hostname,
      image: args.image,
      command: spec.command,
      envs: [...nodeEnvs(args.proxies), ...spec.envs],
      uploads: [...nodeFiles(args), ...spec.uploads],
      // k3s runs containers itself: it needs the kernel's namespaces and control groups, where possible its own.
      privileged: true,
      cgroupnsMode: "private",
      tmpfs: { "/run": "", "/var/run": "" },
      networksAdvanced: args.networkAttachment,
      volumes: [...spec.volumes, { volumeName: storage.name, containerPath: storageFolder }],
      ports: spec.ports,
      healthcheck: { tests: spec.healthCommand(hostname), interval: "3s", timeout: "10s", retries: 100 },
      wait: true,
      waitTimeout: 300,
      restart: "unless-stopped",
      // `docker stop` is an exercise. Without this, a refresh would delete a stopped node.
      mustRun: false,
      labels: labLabels(),
    },
    {
      ...opts,
      // Its name and ports are taken as long as the old container exists.
      deleteBeforeReplace: true,
      // The provider claims to update these in place, and does nothing.
      replaceOnChanges: ["healthcheck", "tmpfs"],
    },
  );
}
