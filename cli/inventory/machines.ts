import { type VmSize, parseVmSize } from "../../facts/azure/vmSize";
import type { SimulatedResource } from "../../simulator";

/** What a lab takes from a subscription's quota, with every autoscaled pool at its largest. */
export interface VcpuNeed {
  readonly total: number;
  /** Azure counts quota by family (`Dsv5`, `Basv2`) besides the region's total. */
  readonly byFamily: Readonly<Record<string, number>>;
}

export interface MachineGroup {
  readonly size: VmSize;
  readonly count: number;
  /** Whether they are a node pool: an upgrade adds a node to it. */
  readonly pool: boolean;
}

/** A node pool of AKS. */
export interface AzurePool {
  readonly size: VmSize;
  readonly count: number;
  /** With autoscaling, the largest count; otherwise the same. */
  readonly most: number;
  /** Pods of a node; `undefined` where the pool leaves it to AKS. */
  readonly maxPods: number | undefined;
  readonly windows: boolean;
  /** GB of a node's disk; `undefined` where the pool leaves it to AKS. */
  readonly diskGb: number | undefined;
}

/** The inputs of a pool that count here, alone or in its cluster's `agentPoolProfiles`. */
interface PoolInputs {
  readonly vmSize: string;
  readonly osType?: string;
  /** @default minCount with autoscaling, else 1, as AKS has it */
  readonly count?: number;
  readonly minCount?: number;
  readonly maxCount?: number;
  readonly maxPods?: number;
  /** 0 leaves it to AKS. */
  readonly osDiskSizeGB?: number;
}

export function azurePoolsIn(resources: readonly SimulatedResource[]): AzurePool[] {
  return resources.flatMap(({ type, inputs }) => {
    switch (type) {
      case "azure-native:containerservice:ManagedCluster":
        return ((inputs["agentPoolProfiles"] ?? []) as PoolInputs[]).flatMap(azurePool);
      case "azure-native:containerservice:AgentPool":
        return azurePool(inputs as PoolInputs);
      default:
        return [];
    }
  });
}

function azurePool({
  vmSize,
  osType,
  minCount = 1,
  count = minCount,
  maxCount = count,
  maxPods,
  osDiskSizeGB = 0,
}: PoolInputs): AzurePool[] {
  const size = parseVmSize(vmSize);
  return size
    ? [{ size, count, most: maxCount, maxPods, windows: osType === "Windows", diskGb: osDiskSizeGB || undefined }]
    : [];
}

/** All machines that are rented: the nodes of the pools, and virtual machines. */
export function machinesIn(resources: readonly SimulatedResource[]): MachineGroup[] {
  const sizes = resources
    .filter(({ type }) => type === "azure-native:compute:VirtualMachine")
    .map(({ inputs }) => parseVmSize((inputs["hardwareProfile"] as { vmSize: string }).vmSize));
  return [
    ...azurePoolsIn(resources).map(({ size, most }) => ({ size, count: most, pool: true })),
    ...sizes.flatMap((size) => (size ? [{ size, count: 1, pool: false }] : [])),
  ];
}

export function vcpuNeed(machines: readonly MachineGroup[]): VcpuNeed {
  const byFamily: Record<string, number> = {};
  for (const { size, count } of machines) byFamily[size.family] = (byFamily[size.family] ?? 0) + count * size.vcpus;
  return { total: Object.values(byFamily).reduce((total, vcpus) => total + vcpus, 0), byFamily };
}
