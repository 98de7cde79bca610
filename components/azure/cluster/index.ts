import * as containerservice from "@pulumi/azure-native/containerservice";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { loadBalancerDrainSeconds } from "../../../facts/azure/loadBalancer";
import { aksStorageClasses } from "../../../facts/azure/storage";
import { loadBalancerAddress } from "../../kubernetes/objects";
import { requireOutput } from "../../requireOutput";
import type { Cluster } from "../../target";
import { type LabGroup, commonInputs } from "../labGroup";
import type { AzureRegistry } from "../registry";
import { apiServerIn, clusterParts, kubeconfigOf } from "./credentials";
import { type AzureClusterSettings, fixedPoolInputs, kubernetesVersion, networkProfile, systemPool } from "./profiles";
import { autoUpgradeProfile, createUpgradeWindow } from "./upgrades";
import { createWindowsPool, createWindowsProfile } from "./windows";

export interface AzureClusterArgs extends LabGroup {
  /** The nodes may pull from here. */
  registry: AzureRegistry;
  settings: AzureClusterSettings;
}

/**
 * An AKS cluster on the Free tier (its control plane costs nothing) with Azure CNI overlay, and its nodes' right to pull.
 * With `windows` also a Windows pool of one node.
 */
export class AzureCluster extends pulumi.ComponentResource implements Cluster {
  /** Name in Azure, for `az aks`. */
  readonly clusterName: pulumi.Output<string>;
  /** Id in Azure. */
  readonly clusterId: pulumi.Output<string>;
  /** Name of the resource group that AKS creates for the nodes, their disks, addresses and load balancer. */
  readonly nodeResourceGroup: pulumi.Output<string>;
  readonly kubeconfig: pulumi.Output<string>;
  readonly server: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  readonly deletedWith: pulumi.Resource;
  /** The nodes' right to pull. */
  readonly podDependencies: pulumi.Resource[];
  readonly loadBalancerAnnotations = {};
  /**
   * docs/measured.md has both policies side by side. On AKS, Cilium takes the place of kube-proxy; by its source it behaves alike: it
   * uses pods that are stopping when a node has no others, and reports such a node as unhealthy (cilium 1.18,
   * `pkg/loadbalancer/reconciler/bpf_reconciler.go` and `healthserver/healthserver.go`).
   */
  readonly trafficPolicy = "Local";
  readonly drainSeconds = loadBalancerDrainSeconds;
  readonly visitorCidrs: readonly string[];
  /** Each load balancer has an address of its own. */
  readonly takenLoadBalancerPorts = [];
  readonly storageClasses = aksStorageClasses;
  readonly podAndServiceCidrs: readonly string[];
  /** The Windows pool, if there is one: pods that need Windows wait for it. */
  readonly windowsPool: pulumi.Resource | undefined;

  constructor(name: string, args: AzureClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:Cluster", name, {}, opts);

    const { registry, settings } = args;
    const parentOpts = { parent: this };
    const cluster = this.createManagedCluster(name, args);
    const { kubeletObjectId, nodeResourceGroup } = clusterParts(args.resourceGroup, cluster, this);
    this.podDependencies = [registry.grantPull(`${name}-pull`, kubeletObjectId, parentOpts)];
    if (settings.nodeUpgrades) {
      createUpgradeWindow(`${name}-upgrades`, args, cluster, settings.nodeUpgrades, parentOpts);
    }
    this.windowsPool = settings.windows ? createWindowsPool(`${name}-windows`, args, cluster, parentOpts) : undefined;

    this.clusterName = cluster.name;
    this.clusterId = cluster.id;
    this.nodeResourceGroup = nodeResourceGroup;
    this.kubeconfig = kubeconfigOf(args.resourceGroup, cluster, this);
    this.server = this.kubeconfig.apply(apiServerIn);
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      // Without the identifier, new credentials would look like another cluster and replace everything on it.
      { kubeconfig: this.kubeconfig, clusterIdentifier: cluster.id },
      parentOpts,
    );
    this.deletedWith = cluster;
    this.visitorCidrs = settings.webFrom;
    this.podAndServiceCidrs = [settings.podCidr, settings.serviceCidr];
    this.registerOutputs({ clusterName: this.clusterName, kubeconfig: this.kubeconfig });
  }

  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return pulumi
      .all([service.metadata.name, loadBalancerAddress(service)])
      .apply(([name, address]) => `http://${requireOutput(address, `The Service ${name} has no address yet`)}`);
  }

  private createManagedCluster(name: string, args: AzureClusterArgs) {
    const { settings, tags } = args;
    return new containerservice.ManagedCluster(
      name,
      {
        ...commonInputs(args),
        sku: { name: containerservice.ManagedClusterSKUName.Base, tier: containerservice.ManagedClusterSKUTier.Free },
        dnsPrefix: name,
        identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
        enableRBAC: true,
        ...kubernetesVersion(settings, "kubernetesVersion"),
        agentPoolProfiles: [systemPool(settings, tags)],
        networkProfile: networkProfile(settings),
        // Always sent: AKS reads what is left out as "do not change".
        apiServerAccessProfile: { authorizedIPRanges: [...settings.authorizedIpRanges] },
        autoUpgradeProfile: autoUpgradeProfile(settings.nodeUpgrades),
        ...(settings.windows && {
          windowsProfile: createWindowsProfile(`${name}-windows-password`, { parent: this }),
        }),
      },
      {
        parent: this,
        replaceOnChanges: fixedPoolInputs.map((name) => `agentPoolProfiles[0].${name}`),
        // A class's quota has no room for two clusters at a time.
        deleteBeforeReplace: true,
      },
    );
  }
}
