import * as containerservice from "@pulumi/azure-native/containerservice";
import { linuxDiskGb } from "../../../facts/azure/nodeDisks";
import { lastVersionWithWindows2022 } from "../../../facts/azure/windows";
import { mostPodPids } from "../../../facts/kubernetes/nodes";
import { addressIn } from "../../../lib/cidr";
import type { UpgradeWindow } from "./upgrades";

/** What the stack's configuration says of the cluster; each is described there. */
export interface AzureClusterSettings {
  nodeCount: number;
  maxNodeCount: number | undefined;
  nodeSize: string;
  kubernetesVersion: string | undefined;
  zones: readonly number[];
  authorizedIpRanges: readonly string[];
  webFrom: readonly string[];
  networkDataplane: "auto" | "cilium" | "azure";
  podCidr: string;
  serviceCidr: string;
  windows: boolean;
  nodeUpgrades: UpgradeWindow | undefined;
}

/**
 * Inputs of a pool that Azure does not change on a cluster that exists. azure-native knows those of the cluster itself and of its
 * network, and of a pool that is a resource (pulumi-azure-native, `replacement.go`), but none of an inline pool.
 *
 * Only leaves are named: with the whole object, a change that Azure makes by itself would become a new cluster after a refresh.
 */
export const fixedPoolInputs = [
  "vmSize",
  "availabilityZones",
  "osDiskType",
  "osDiskSizeGB",
  "kubeletConfig.podMaxPids",
];

/** The pool of Linux nodes, on which the system's pods run, too. */
export function systemPool(settings: AzureClusterSettings, tags: Record<string, string>) {
  const { nodeCount, maxNodeCount, zones } = settings;
  return {
    name: "system",
    mode: containerservice.AgentPoolMode.System,
    type: containerservice.AgentPoolType.VirtualMachineScaleSets,
    osType: containerservice.OSType.Linux,
    osDiskType: containerservice.OSDiskType.Managed,
    osDiskSizeGB: linuxDiskGb,
    vmSize: settings.nodeSize,
    kubeletConfig: { podMaxPids: mostPodPids },
    ...scaling(nodeCount, maxNodeCount),
    ...(zones.length > 0 && { availabilityZones: zones.map(String) }),
    ...kubernetesVersion(settings, "orchestratorVersion"),
    tags,
  };
}

/**
 * AKS reads an input that is left out as "do not change", so it is told that autoscaling is off. While it is on, each update with a
 * number of nodes would undo what the autoscaler did; a pool in a cluster's description may leave it out (Azure/AKS #1627 is of a
 * pool that is a resource, and may not).
 */
function scaling(nodeCount: number, maxNodeCount: number | undefined) {
  return maxNodeCount === undefined
    ? { count: nodeCount, enableAutoScaling: false }
    : { enableAutoScaling: true, minCount: nodeCount, maxCount: maxNodeCount };
}

/**
 * The Kubernetes version as an input; empty for AKS's default.
 *
 * @param input Name of the input: clusters and pools call it differently.
 */
export function kubernetesVersion({ kubernetesVersion, windows }: AzureClusterSettings, input: string) {
  const version = kubernetesVersion ?? (windows ? lastVersionWithWindows2022 : undefined);
  return version === undefined ? {} : { [input]: version };
}

/** Cilium is the better dataplane and Linux only. With Windows, Calico enforces NetworkPolicies on both kinds of node. */
export function networkProfile({ windows, networkDataplane, podCidr, serviceCidr }: AzureClusterSettings) {
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
