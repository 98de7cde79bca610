import * as containerservice from "@pulumi/azure-native/containerservice";
import { lastVersionWithWindows2022 } from "../../../facts/azure/windows";
import { mostPodPids } from "../../../facts/kubernetes/nodes";
import { addressIn } from "../../../lib/cidr";

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
}

/** Unset, a node's disk is a 128 GB P10, several times the price; 32 GB hold the system and a class's images. */
const linuxDiskGb = 32;

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
    count: nodeCount,
    ...(maxNodeCount !== undefined && { enableAutoScaling: true, minCount: nodeCount, maxCount: maxNodeCount }),
    ...(zones.length > 0 && { availabilityZones: zones.map(String) }),
    ...kubernetesVersion(settings, "orchestratorVersion"),
    tags,
  };
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
