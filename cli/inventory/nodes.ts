import { mostNodes } from "../../config/keys";
import { dataDisksOf } from "../../facts/azure/dataDisks";
import { scratchMebibytes } from "../../facts/azure/nodeDisks";
import { defaultMaxPods, reservedCpu, reservedMemory, systemPods } from "../../facts/azure/nodeReservations";
import { vmShape } from "../../facts/azure/vmShape";
import type { VmSize } from "../../facts/azure/vmSize";
import { k3sMaxPods, k3sMemory, k3sSystemPods } from "../../facts/k3s";
import { mostLocalNodes } from "../../facts/localNodes";
import type { Allocatable, Amounts } from "./amounts";
import type { AzurePool } from "./machines";

/** Nodes of one kind. */
export interface Pool {
  readonly count: number;
  /** With autoscaling, the largest count; otherwise the same. */
  readonly most: number;
  /** `undefined` for containers. */
  readonly size: VmSize | undefined;
  /** What one node has for pods that do not run on every node. */
  readonly allocatable: Allocatable;
}

/** The Linux nodes that a lab makes. */
export interface ClusterNodes {
  readonly pools: readonly [Pool, ...Pool[]];
  /** The largest number of nodes that can be set. */
  readonly limit: number;
  /** What the cluster's own pods request that run once, on any of `nodes` nodes. */
  readonly systemPods: (nodes: number, loadBalancers: number) => Partial<Amounts>;
  /** Memory in MiB that `nodes` nodes use themselves if they are containers; otherwise 0. */
  readonly containersMemory: (nodes: number) => number;
}

/** The nodes of a cluster, of AKS or in containers; `undefined` if the lab does not make the cluster. */
export function clusterNodes(azurePools: readonly AzurePool[], nodeContainers: number): ClusterNodes | undefined {
  const [first, ...others] = azurePools.filter(({ windows }) => !windows).map(aksPool);
  if (first) {
    return {
      pools: [first, ...others],
      limit: mostNodes,
      systemPods: () => systemPods.once,
      containersMemory: () => 0,
    };
  }
  return nodeContainers > 0 ? k3sNodes(nodeContainers) : undefined;
}

function aksPool({ size, count, most, maxPods = defaultMaxPods, diskGb }: AzurePool): Pool {
  return { count, most, size, allocatable: aksAllocatable(size, maxPods, diskGb) };
}

/** What AKS leaves of a machine for pods, less what its own pods on every node request. */
function aksAllocatable(size: VmSize, maxPods: number, diskGb: number | undefined): Allocatable {
  const { cpus, gibibytes } = vmShape(size);
  const { cpu, memory, pods } = systemPods.eachNode;
  const left = (whole: number, ...taken: number[]) => Math.max(0, Math.floor(taken.reduce((a, b) => a - b, whole)));
  const mebibytes = gibibytes === undefined ? null : gibibytes * 1024;
  return {
    cpu: left(cpus * 1000, reservedCpu(cpus), cpu),
    memory: mebibytes && left(mebibytes, reservedMemory(mebibytes, maxPods), memory),
    pods: left(maxPods, pods),
    scratch: diskGb === undefined ? null : scratchMebibytes(diskGb),
    disks: dataDisksOf(size) ?? null,
  };
}

/** Nodes share their machine's disk, and a volume is a folder on it. */
const k3sAllocatable = { cpu: null, memory: null, pods: k3sMaxPods, scratch: null, disks: null };

/** Each node counts the machine's whole CPU and memory as its own, so that only pods have a limit. */
function k3sNodes(count: number): ClusterNodes {
  return {
    pools: [{ count, most: count, size: undefined, allocatable: k3sAllocatable }],
    limit: mostLocalNodes,
    // For each Service of type LoadBalancer, k3s runs a pod on every node (docs.k3s.io, "Networking Services").
    systemPods: (nodes, loadBalancers) => ({ ...k3sSystemPods, pods: k3sSystemPods.pods + nodes * loadBalancers }),
    containersMemory: k3sMemory,
  };
}
