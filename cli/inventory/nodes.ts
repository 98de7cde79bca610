import { type VmShape, vmShape } from "../../facts/azure/vmShape";
import { type VmSize, parseVmSize } from "../../facts/azure/vmSize";
import { configKeys, mostLocalNodes } from "../../config/keys";
import type { SimulatedResource } from "../../simulator";
import type { Amounts, Allocatable } from "./amounts";

/** Nodes of one kind. */
export interface Pool {
  readonly count: number;
  /** With autoscaling, the largest count; else the same. */
  readonly most: number;
  /** `undefined` for a container. */
  readonly size: VmSize | undefined;
  /** What one has for pods that do not run on every node. */
  readonly room: Allocatable;
}

/** The nodes that a lab makes for pods of Linux. */
export interface ClusterNodes {
  readonly pools: readonly [Pool, ...Pool[]];
  /** As many as may be set. */
  readonly limit: number;
  /** What the cluster's own pods ask for that run once, on any of so many nodes. */
  readonly systemPods: (nodes: number, loadBalancers: number) => Amounts;
  /** MiB that so many nodes take themselves where they are containers; 0 elsewhere. */
  readonly containersMemory: (nodes: number) => number;
}

/** Estimates, rounded up. */
const aks = {
  /** Pods of a node where its pool does not say (Learn, "IP address planning for AKS", 2024-05-28, overlay). */
  maxPods: 250,
  /**
   * Share of a machine's memory that its system never shows: 2.1 % of 32 GiB, 3.1 % of 8 GiB and 4.0 % of 4 GiB on nodes that
   * people printed with `kubectl describe node` (Kubernetes 1.30, 2025-02 and 2025-03; Azure/AKS #3525).
   */
  unseenShare: 0.05,
  /** MiB below which the kubelet ends pods (Learn, "Node resource reservations in AKS", 2024-04-16). */
  evictionMemory: 100,
  /**
   * On each node: azure-cns 40m 250Mi, azure-ip-masq-agent 100m 50Mi, cloud-node-manager 50m 50Mi, both CSI drivers 30m 60Mi
   * (the same printed nodes), and cilium 100m 100Mi for its init container (Azure/azure-container-networking, manifests of
   * cilium v1.18; Azure/AKS #5244), or kube-proxy 100m. That is 350m, 570Mi and six pods, or seven with Calico.
   */
  eachNode: { cpu: 400, memory: 640, pods: 8 },
  /**
   * Once: two coredns of 100m 70Mi, two metrics-server of 156m 134Mi, two konnectivity-agent of 20m 20Mi, and the autoscaler of
   * coredns 20m 10Mi (printed likewise). That is 572m and 458Mi; cilium-operator and Calico ask for nothing.
   */
  once: { cpu: 700, memory: 512, pods: 16 },
};

/** Of k3s. Estimates, too. */
const k3s = {
  /** The default of the kubelet (kubernetes.io, "kubelet", `--max-pods`). */
  maxPods: 110,
  /** MiB: 1,596 M and 275 M at the 95th percentile without pods (docs.k3s.io, "Resource Profiling", of v1.26.5). */
  serverMemory: 1600,
  agentMemory: 275,
  /** coredns and metrics-server with 100m 70Mi each, and local-path-provisioner (k3s-io/k3s, `manifests/`). */
  once: { cpu: 200, memory: 140, pods: 3 },
};

/** The nodes that the resources of a lab stand for; `undefined` if its cluster is somebody else's. */
export function nodesOf(resources: readonly SimulatedResource[]): ClusterNodes | undefined {
  const [first, ...others] = resources.flatMap(azurePools);
  if (first) {
    const limit = configKeys.nodeCount.schema.maxValue ?? first.most;
    return { pools: [first, ...others], limit, systemPods: () => aks.once, containersMemory: () => 0 };
  }
  const count = resources.filter(isNodeContainer).length;
  return count > 0 ? containerNodes(count) : undefined;
}

/** The parts of an AKS node pool that count here. */
interface AzurePool {
  readonly vmSize: string;
  readonly osType?: string;
  /** AKS's default is 1. */
  readonly count?: number;
  readonly maxCount?: number;
  readonly maxPods?: number;
}

function azurePools({ type, inputs }: SimulatedResource): Pool[] {
  const pools =
    type === "azure-native:containerservice:ManagedCluster"
      ? ((inputs["agentPoolProfiles"] ?? []) as AzurePool[])
      : type === "azure-native:containerservice:AgentPool"
        ? [inputs as AzurePool]
        : [];
  return pools.filter(({ osType }) => osType !== "Windows").flatMap(azurePool);
}

function azurePool({ vmSize, count = 1, maxCount = count, maxPods = aks.maxPods }: AzurePool): Pool[] {
  const size = parseVmSize(vmSize);
  return size ? [{ count, most: maxCount, size, room: azureRoom(vmShape(size), maxPods) }] : [];
}

/** Of a machine, what AKS leaves for pods less what its own pods on every node ask for. */
function azureRoom({ cpus, gibibytes }: VmShape, maxPods: number): Allocatable {
  const memory = gibibytes === undefined ? null : gibibytes * 1024;
  const left = (whole: number, ...taken: number[]) => Math.max(0, Math.floor(taken.reduce((a, b) => a - b, whole)));
  return {
    cpu: left(cpus * 1000, reservedCpu(cpus), aks.eachNode.cpu),
    memory:
      memory &&
      left(
        memory * (1 - aks.unseenShare),
        // Of all the memory, and in MiB, though the page says MB: so did the printed nodes.
        Math.min(20 * maxPods + 50, memory / 4),
        aks.evictionMemory,
        aks.eachNode.memory,
      ),
    pods: left(maxPods, aks.eachNode.pods),
  };
}

/**
 * AKS's table for 1, 2, 4, 8 … 64 cores is 60, 100, 140, 180 … 740 (the same page): 60 for the first, 40 for the second, 20 each
 * for the next two and 10 for each more, which Azure/karpenter-provider-azure reckons with in between, too.
 */
function reservedCpu(cpus: number): number {
  return [60, 40, 20, 20].slice(0, cpus).reduce((sum, one) => sum + one, 0) + 10 * Math.max(0, cpus - 4);
}

function isNodeContainer({ type, inputs }: SimulatedResource): boolean {
  return type === "docker:index/container:Container" && isNodeCommand(inputs["command"] as string[] | undefined);
}

/** What k3s is started as. */
function isNodeCommand([verb = ""]: readonly string[] = []): boolean {
  return ["server", "agent"].includes(verb);
}

/** MiB that so many nodes take which are containers. */
export function containersMemory(nodes: number): number {
  return nodes === 0 ? 0 : k3s.serverMemory + (nodes - 1) * k3s.agentMemory;
}

/** Each takes the whole machine's CPU and memory for its own, so that only their pods have a limit. */
function containerNodes(count: number): ClusterNodes {
  return {
    pools: [{ count, most: count, size: undefined, room: { cpu: null, memory: null, pods: k3s.maxPods } }],
    limit: mostLocalNodes,
    // For each Service of type LoadBalancer, a pod on every node passes its port on (docs.k3s.io, "Networking Services").
    systemPods: (nodes, loadBalancers) => ({ ...k3s.once, pods: k3s.once.pods + nodes * loadBalancers }),
    containersMemory,
  };
}
