import type * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../../config";
import { studentsIn } from "../../config/students";
import type { Cluster, Registry, Target, TargetExtras } from "../target";
import { LocalCluster } from "./cluster";
import { ExistingCluster } from "./existingCluster";
import { ExternalRegistry } from "./externalRegistry";
import { LocalNetwork } from "./network";
import { LocalRegistry } from "./registry";

/** Of the processors that Docker runs on, by Node's names. */
const platforms: Readonly<Record<string, string>> = { x64: "linux/amd64", arm64: "linux/arm64" };

/** The user's own Docker: registry and cluster in containers on a network of their own; or a cluster that exists already. */
export class LocalTarget implements Target {
  readonly registry: Registry | undefined;
  readonly cluster: Cluster;
  /** The nodes run where the image is built. It is named since Pulumi's provider would ask for that. */
  readonly imagePlatform = platforms[process.arch];
  readonly clusterReference: Readonly<Record<string, string>>;
  private readonly registryPasswords: LocalRegistry["passwords"];

  constructor(config: LabConfig, opts: pulumi.ComponentResourceOptions) {
    const { kubeContext, registryServer, registryPort, nodeCount, apiPort, appPort } = config;
    if (kubeContext !== undefined) {
      const args = { context: kubeContext, kubeconfigPath: config.kubeconfig, apiServer: config.apiServer, appPort };
      this.registry = registryServer === undefined ? undefined : new ExternalRegistry(registryServer);
      this.cluster = new ExistingCluster("cluster", args, opts);
      this.clusterReference = { context: kubeContext };
      return;
    }
    const network = new LocalNetwork("network", config.networkCidr, opts);
    const registry = new LocalRegistry("registry", { network, port: registryPort, students: studentsIn(config) }, opts);
    const ports = { api: apiPort, app: appPort };
    const cluster = new LocalCluster(
      "cluster",
      { network, registry, nodeCount, ports, authority: config.authorityFile },
      opts,
    );
    this.registry = registry;
    this.registryPasswords = registry.passwords;
    this.cluster = cluster;
    this.clusterReference = { nodes: cluster.nodeNames.join(", ") };
  }

  /** Nothing is created: this machine is the Docker host, and Docker has no Windows nodes and no bill. */
  createExtras(): TargetExtras {
    const { registryPasswords } = this;
    return registryPasswords === undefined ? {} : { registryPasswords };
  }
}
