import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../../config";
import type { Target } from "../target";
import { Budget } from "./budget";
import { AzureCluster } from "./cluster";
import { Curfew } from "./curfew";
import { DockerHost } from "./dockerHost";
import { AzureRegistry } from "./registry";

/** Registry and cluster in a resource group of their own, and what the lab has on Azure only. */
export class AzureTarget implements Target {
  readonly registry: AzureRegistry;
  readonly cluster: AzureCluster;
  readonly imagePlatform = "linux/amd64";
  /** For `az aks`. */
  readonly clusterReference: { name: pulumi.Output<string>; resourceGroup: pulumi.Output<string> };
  private readonly resourceGroup: resources.ResourceGroup;
  private readonly tags: Record<string, string>;

  /** @param name Logical name of the resource group. */
  constructor(
    name: string,
    private readonly config: LabConfig,
    private readonly inLab: pulumi.ComponentResourceOptions,
  ) {
    this.tags = labTags(config);
    this.resourceGroup = new resources.ResourceGroup(name, { location: config.location, tags: this.tags }, inLab);
    const place = { resourceGroup: this.resourceGroup, tags: this.tags };
    this.registry = new AzureRegistry("registry", place, inLab);
    this.cluster = new AzureCluster("cluster", { ...place, registry: this.registry, settings: config }, inLab);
    this.clusterReference = { name: this.cluster.clusterName, resourceGroup: this.resourceGroup.name };
  }

  /** The Docker host, if the configuration has one. It runs the lab's image, so it stands after it. */
  dockerHost(image: pulumi.Output<string>): DockerHost | undefined {
    if (!this.config.dockerHost) return undefined;
    const { resourceGroup, registry, tags, config } = this;
    return new DockerHost("host", { resourceGroup, registry, image, settings: config, tags }, this.inLab);
  }

  /** What keeps the lab's cost within bounds, as far as the configuration has it: curfew, end and budget. */
  createCostControls(host: DockerHost | undefined): void {
    const { resourceGroup, cluster, config, tags, inLab } = this;
    if (config.curfew !== undefined || config.deleteAtEnd) {
      new Curfew("curfew", { resourceGroup, cluster, host, settings: config, tags }, inLab);
    }
    if (config.budget !== undefined) {
      new Budget("budget", { resourceGroup, cluster, settings: config.budget }, inLab);
    }
  }
}

/** On every resource that takes tags: teardown and cost go by them. */
function labTags({ owner, endsAt }: LabConfig): Record<string, string> {
  return { lab: pulumi.getProject(), stack: pulumi.getStack(), owner, ...(endsAt !== undefined && { endsAt }) };
}
