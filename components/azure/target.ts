import type * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../../config";
import { studentsIn } from "../../config/students";
import { IisWorkload } from "../kubernetes/iisWorkload";
import type { AppContract } from "../kubernetes/workload/contract";
import type { Target, TargetExtras } from "../target";
import { AzureCluster } from "./cluster";
import { createCostControls } from "./costControls";
import { DockerHost } from "./dockerHost";
import { type LabGroup, createLabGroup } from "./labGroup";
import { AzureRegistry } from "./registry";

/** Registry and cluster in a resource group of their own, and what the lab has on Azure only. */
export class AzureTarget implements Target {
  readonly registry: AzureRegistry;
  readonly cluster: AzureCluster;
  readonly imagePlatform = "linux/amd64";
  /** For `az aks`. */
  readonly clusterReference: { name: pulumi.Output<string>; resourceGroup: pulumi.Output<string> };
  private readonly group: LabGroup;

  constructor(
    private readonly config: LabConfig,
    private readonly opts: pulumi.ComponentResourceOptions,
  ) {
    this.group = createLabGroup("lab", config, opts);
    this.registry = new AzureRegistry("registry", { ...this.group, students: studentsIn(config) }, opts);
    this.cluster = new AzureCluster("cluster", { ...this.group, registry: this.registry, settings: config }, opts);
    this.clusterReference = { name: this.cluster.clusterName, resourceGroup: this.group.resourceGroup.name };
  }

  /**
   * Add an Azure resource of your own here, as a component that takes `...this.group` among its args. Its resources start
   * with `...commonInputs(args)`: resource group, location and the tags by which teardown and cost reports find them. What
   * people need to know of it becomes an output of the stack once it is in `TargetExtras`.
   */
  createExtras(image: pulumi.Output<string>, contract: AppContract): TargetExtras {
    const { config, group, cluster, registry, opts } = this;
    const host = this.createDockerHost(image, contract);
    const iis = this.createIis();
    createCostControls({ ...group, cluster, machineId: host?.machineId, settings: config }, opts);
    return {
      ...(iis && { iisUrl: iis.url }),
      ...(host && { dockerHost: host.addresses, wordpressPassword: host.wordpressPassword }),
      ...(host?.sshPrivateKey && { sshPrivateKey: host.sshPrivateKey }),
      ...(studentsIn(config).length > 0 && { registryId: registry.registryId }),
    };
  }

  private createDockerHost(image: pulumi.Output<string>, contract: AppContract): DockerHost | undefined {
    const { config, group, registry, opts } = this;
    return config.dockerHost
      ? new DockerHost("host", { ...group, registry, image, contract, settings: config }, opts)
      : undefined;
  }

  private createIis(): IisWorkload | undefined {
    const { cluster, opts } = this;
    const { windowsPool } = cluster;
    return windowsPool && new IisWorkload("iis", { cluster, startAfter: [windowsPool] }, opts);
  }
}
