import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../config";
import { AzureCluster } from "./azure/cluster";
import { DockerHost, type DockerHostAddresses } from "./azure/dockerHost";
import { AzureRegistry } from "./azure/registry";
import { IisWorkload } from "./iisWorkload";
import { AppImage } from "./image";
import { Workload } from "./workload";

/**
 * The whole lab: registry, cluster and Docker host side by side, the image as soon as there is a registry, and on the
 * cluster the workload. The cluster takes minutes and all else seconds, so nothing stands before the cluster.
 */
export class ContainerLab extends pulumi.ComponentResource {
  /** Where the app answers. */
  readonly appUrl: pulumi.Output<string>;
  /** Where IIS answers; `undefined` without `windows`. */
  readonly iisUrl: pulumi.Output<string> | undefined;
  /** Login server of the registry. */
  readonly registry: pulumi.Output<string>;
  /** Reference of the image that the workload and the Docker host run. */
  readonly image: pulumi.Output<string>;
  /** The administrator's kubeconfig, YAML, secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Names for `az aks`. */
  readonly cluster: pulumi.Output<{ name: string; resourceGroup: string }>;
  /** How to reach the Docker host; `undefined` without `dockerHost`. */
  readonly dockerHost: pulumi.Output<DockerHostAddresses> | undefined;
  /** The Docker host's generated key, secret; `undefined` if a public key was given, or without `dockerHost`. */
  readonly sshPrivateKey: pulumi.Output<string> | undefined;

  constructor(name: string, config: LabConfig, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ContainerLab", name, {}, opts);

    const inLab = { parent: this };
    const tags = labTags(config);
    const resourceGroup = new resources.ResourceGroup(name, { location: config.location, tags }, inLab);
    const registry = new AzureRegistry("registry", { resourceGroup, tags }, inLab);
    const cluster = new AzureCluster("cluster", { resourceGroup, registry, settings: config, tags }, inLab);
    const image = new AppImage(
      "app",
      { registry, context: "app", platform: "linux/amd64", ready: config.image },
      inLab,
    );
    const host = config.dockerHost
      ? new DockerHost("host", { resourceGroup, registry, image: image.reference, settings: config, tags }, inLab)
      : undefined;
    const workload = new Workload(
      "workload",
      {
        cluster,
        image: image.reference,
        replicas: config.replicas ?? config.nodeCount,
        startAfter: [cluster.pullRight],
      },
      inLab,
    );
    const iis = cluster.windowsPool && new IisWorkload("iis", { cluster, startAfter: [cluster.windowsPool] }, inLab);

    this.appUrl = workload.url;
    this.iisUrl = iis?.url;
    this.registry = registry.server;
    this.image = image.reference;
    this.kubeconfig = cluster.kubeconfig;
    this.cluster = pulumi.output({ name: cluster.clusterName, resourceGroup: resourceGroup.name });
    this.dockerHost = host?.addresses;
    this.sshPrivateKey = host?.sshPrivateKey;
    this.registerOutputs({
      appUrl: this.appUrl,
      iisUrl: this.iisUrl,
      registry: this.registry,
      image: this.image,
      kubeconfig: this.kubeconfig,
      cluster: this.cluster,
      dockerHost: this.dockerHost,
      sshPrivateKey: this.sshPrivateKey,
    });
  }
}

/** On every resource that takes tags: teardown and cost go by them. */
function labTags({ owner, endsAt }: LabConfig): Record<string, string> {
  return { lab: pulumi.getProject(), stack: pulumi.getStack(), owner, ...(endsAt !== undefined && { endsAt }) };
}
