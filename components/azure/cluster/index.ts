import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as resources from "@pulumi/azure-native/resources";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { parse } from "yaml";
import { addressIn } from "../../../lib/cidr";
import type { Cluster } from "../../target";
import { loadBalancerAddress } from "../../kubernetes/objects";
import { requireOutput } from "../../requireOutput";
import type { AzureRegistry } from "../registry";
import { lastVersionWithWindows2022 } from "../../../facts/azure/windows";

/** What the stack's configuration says of the cluster; each is described there. */
export interface AzureClusterSettings {
  nodeCount: number;
  maxNodeCount: number | undefined;
  nodeSize: string;
  kubernetesVersion: string | undefined;
  zones: readonly number[];
  authorizedIpRanges: readonly string[];
  networkDataplane: "auto" | "cilium" | "azure";
  podCidr: string;
  serviceCidr: string;
  windows: boolean;
}

export interface AzureClusterArgs {
  resourceGroup: resources.ResourceGroup;
  /** The nodes may pull from here. */
  registry: AzureRegistry;
  settings: AzureClusterSettings;
  tags: Record<string, string>;
}

/** Without it a node's disk is a 128 GB P10, several times the price; 32 GB hold the system and a class's images. */
const linuxDiskGb = 32;

/**
 * An AKS cluster on the Free tier (its control plane costs nothing) with Azure CNI overlay, and its nodes' right to pull.
 * With `windows` also a Windows pool of one node.
 */
export class AzureCluster extends pulumi.ComponentResource implements Cluster {
  /** Name in Azure, for `az aks`. */
  readonly clusterName: pulumi.Output<string>;
  /** Id in Azure. */
  readonly clusterId: pulumi.Output<string>;
  /** Name of the resource group that AKS makes for the nodes, their disks, addresses and load balancer. */
  readonly nodeResourceGroup: pulumi.Output<string>;
  readonly kubeconfig: pulumi.Output<string>;
  readonly server: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  readonly deletedWith: pulumi.Resource;
  /** The nodes' right to pull. */
  readonly podDependencies: pulumi.Resource[];
  readonly loadBalancerAnnotations = {};
  readonly podAndServiceCidrs: readonly string[];
  /** The Windows pool, if there is one: pods that need Windows wait for it. */
  readonly windowsPool: pulumi.Resource | undefined;

  constructor(name: string, args: AzureClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:Cluster", name, {}, opts);

    const cluster = this.createManagedCluster(name, args);
    this.podDependencies = [args.registry.grantPull(`${name}-pull`, kubeletObjectId(cluster), { parent: this })];
    this.windowsPool = args.settings.windows ? this.createWindowsPool(`${name}-windows`, args, cluster) : undefined;

    this.clusterName = cluster.name;
    this.clusterId = cluster.id;
    this.nodeResourceGroup = cluster.nodeResourceGroup.apply((group) =>
      requireOutput(group, "AKS tells no resource group of the cluster's nodes yet"),
    );
    this.kubeconfig = kubeconfigOf(args.resourceGroup, cluster, this);
    this.server = this.kubeconfig.apply(serverIn);
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // Says which cluster this is. Without it, new credentials would look like another cluster and replace all on it.
        clusterIdentifier: cluster.id,
      },
      { parent: this },
    );
    this.deletedWith = cluster;
    this.podAndServiceCidrs = [args.settings.podCidr, args.settings.serviceCidr];
    this.registerOutputs({ clusterName: this.clusterName, kubeconfig: this.kubeconfig });
  }

  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return pulumi
      .all([service.metadata.name, loadBalancerAddress(service)])
      .apply(([name, address]) => `http://${requireOutput(address, `The Service ${name} has no address yet`)}`);
  }

  private createManagedCluster(name: string, { resourceGroup, settings, tags }: AzureClusterArgs) {
    return new containerservice.ManagedCluster(
      name,
      {
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        sku: { name: containerservice.ManagedClusterSKUName.Base, tier: containerservice.ManagedClusterSKUTier.Free },
        dnsPrefix: name,
        identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
        enableRBAC: true,
        ...versionOf(settings, "kubernetesVersion"),
        agentPoolProfiles: [systemPool(settings, tags)],
        networkProfile: networkProfile(settings),
        ...(settings.authorizedIpRanges.length > 0 && {
          apiServerAccessProfile: { authorizedIPRanges: [...settings.authorizedIpRanges] },
        }),
        ...(settings.windows && { windowsProfile: this.createWindowsAdministrator(`${name}-windows-password`) }),
        tags,
      },
      {
        parent: this,
        // Azure changes none of these on a cluster that exists, and refuses to try.
        replaceOnChanges: [
          "networkProfile",
          "windowsProfile",
          ...["vmSize", "availabilityZones", "osDiskType", "osDiskSizeGB"].map(
            (name) => `agentPoolProfiles[0].${name}`,
          ),
        ],
        // Two clusters at a time are more than a class's quota holds.
        deleteBeforeReplace: true,
      },
    );
  }

  /** AKS wants an administrator for Windows nodes; nobody signs in as one, so nobody is told the password. */
  private createWindowsAdministrator(name: string) {
    const password = new random.RandomPassword(
      name,
      { length: 24, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1, overrideSpecial: "-_.!" },
      { parent: this },
    );
    return { adminUsername: "labadmin", adminPassword: password.result };
  }

  /** A pool of its own, not one inline: those that join later must not be part of the cluster's own description. */
  private createWindowsPool(name: string, args: AzureClusterArgs, cluster: containerservice.ManagedCluster) {
    return new containerservice.AgentPool(
      name,
      {
        resourceGroupName: args.resourceGroup.name,
        resourceName: cluster.name,
        // Six characters at most, on Windows.
        agentPoolName: "win",
        mode: containerservice.AgentPoolMode.User,
        type: containerservice.AgentPoolType.VirtualMachineScaleSets,
        osType: containerservice.OSType.Windows,
        // Not 2025: no engine enforces NetworkPolicies on it yet (projectcalico/calico #11691).
        osSKU: containerservice.OSSKU.Windows2022,
        count: 1,
        vmSize: args.settings.nodeSize,
        tags: args.tags,
      },
      // Azure deletes it with the cluster, and faster so.
      { parent: this, deletedWith: cluster },
    );
  }
}

function systemPool(settings: AzureClusterSettings, tags: Record<string, string>) {
  const { nodeCount, maxNodeCount, zones } = settings;
  return {
    name: "system",
    mode: containerservice.AgentPoolMode.System,
    type: containerservice.AgentPoolType.VirtualMachineScaleSets,
    osType: containerservice.OSType.Linux,
    osDiskType: containerservice.OSDiskType.Managed,
    osDiskSizeGB: linuxDiskGb,
    vmSize: settings.nodeSize,
    count: nodeCount,
    ...(maxNodeCount !== undefined && { enableAutoScaling: true, minCount: nodeCount, maxCount: maxNodeCount }),
    ...(zones.length > 0 && { availabilityZones: zones.map(String) }),
    ...versionOf(settings, "orchestratorVersion"),
    tags,
  };
}

/** The Kubernetes version under the name that a resource has for it, or nothing, which is AKS's default. */
function versionOf({ kubernetesVersion, windows }: AzureClusterSettings, name: string) {
  const version = kubernetesVersion ?? (windows ? lastVersionWithWindows2022 : undefined);
  return version === undefined ? {} : { [name]: version };
}

/** Cilium is the better dataplane and Linux only. With Windows, Calico enforces NetworkPolicies on both kinds of node. */
function networkProfile({ windows, networkDataplane, podCidr, serviceCidr }: AzureClusterSettings) {
  const cilium = networkDataplane === "cilium" || (networkDataplane === "auto" && !windows);
  return {
    networkPlugin: containerservice.NetworkPlugin.Azure,
    networkPluginMode: containerservice.NetworkPluginMode.Overlay,
    networkDataplane: cilium ? containerservice.NetworkDataplane.Cilium : containerservice.NetworkDataplane.Azure,
    networkPolicy: cilium ? containerservice.NetworkPolicy.Cilium : containerservice.NetworkPolicy.Calico,
    loadBalancerSku: containerservice.LoadBalancerSku.Standard,
    podCidr,
    serviceCidr,
    // Inside serviceCidr and not its first address, which is the API server's.
    dnsServiceIP: addressIn(serviceCidr, 10),
  };
}

/** Object id of the identity by which the kubelets pull. */
function kubeletObjectId(cluster: containerservice.ManagedCluster): pulumi.Output<string> {
  return cluster.identityProfile.apply((identities) =>
    requireOutput(identities?.["kubeletidentity"]?.objectId, "AKS tells no kubelet identity for the cluster yet"),
  );
}

function kubeconfigOf(
  group: resources.ResourceGroup,
  cluster: containerservice.ManagedCluster,
  parent: pulumi.Resource,
) {
  const { kubeconfigs } = containerservice.listManagedClusterUserCredentialsOutput(
    { resourceGroupName: group.name, resourceName: cluster.name },
    { parent },
  );
  // An empty kubeconfig would send all that follows to the cluster that the user's own kubectl points at.
  return pulumi.secret(
    kubeconfigs.apply(([first]) =>
      Buffer.from(requireOutput(first?.value, "AKS tells no kubeconfig for the cluster yet"), "base64").toString(
        "utf8",
      ),
    ),
  );
}

/** AKS's own kubeconfig has one cluster. */
function serverIn(kubeconfig: string): string {
  const { clusters } = parse(kubeconfig) as { clusters?: { cluster?: { server?: string } }[] };
  return requireOutput(clusters?.[0]?.cluster?.server, "AKS's kubeconfig tells no API server yet");
}
