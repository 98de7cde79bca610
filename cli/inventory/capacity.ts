import type { Fix } from "../../config";
import type { SimulatedResource } from "../../simulator";
import { type Amounts, type Kind, type Allocatable, added, insufficientOf } from "./amounts";
import { type ClusterNodes, type Pool, nodesOf } from "./nodes";
import { podRequestsOf } from "./podRequests";
import { type VcpuNeed, machinesOf, vcpuNeed } from "./machines";

/** What some nodes have for the pods of a class and a lab. */
export interface NodesAllocatable extends Allocatable {
  readonly nodes: number;
}

/**
 * Whether what is kept free for the students fits the nodes. About: the figures of nodes and of the cluster's own pods are
 * estimates, and a sum that fits can still be one that no node has in one piece.
 */
export interface Capacity {
  readonly students: number;
  /** What is kept free for the students, and what the lab's own pods and the cluster's ask for. */
  readonly needed: Amounts;
  /** MiB of that which the nodes take themselves, if they are containers; else 0. */
  readonly containersMemory: number;
  /** `null` for a cluster that the lab does not make, of which nothing is known. */
  readonly now: NodesAllocatable | null;
  /** With autoscaling, what the largest number of nodes has; else `null`. */
  readonly atMost: NodesAllocatable | null;
  /** What there is too little of, at most. Empty if all fits, as far as that is known. */
  readonly insufficient: readonly Kind[];
  /** The fewest nodes that do; `null` if not even the most that may be set do, or if nothing is known of the nodes. */
  readonly nodesNeeded: number | null;
  /** What the lab would take of a subscription's quota with so many nodes, if that is more than it takes; else `null`. */
  readonly vcpusNeeded: VcpuNeed | null;
}

/** What the resources of a lab say of the room for its students; `undefined` if it has none. */
export function capacityOf(resources: readonly SimulatedResource[]): Capacity | undefined {
  const { spaces, loadBalancers, labPods } = podRequestsOf(resources);
  if (spaces.length === 0) return undefined;
  const cluster = nodesOf(resources);
  if (!cluster) {
    const unknown = {
      containersMemory: 0,
      now: null,
      atMost: null,
      insufficient: [],
      nodesNeeded: null,
      vcpusNeeded: null,
    };
    return { students: spaces.length, needed: added([...spaces, labPods(0, 0)]), ...unknown };
  }
  const { pools, systemPods, containersMemory } = cluster;
  const now = having(pools.map((pool) => [pool, pool.count]));
  const largest = having(pools.map((pool) => [pool, pool.most]));
  const kept = added(spaces);
  const need = (nodes: number) =>
    added([
      ...[kept, labPods(now.nodes, nodes), systemPods(nodes, loadBalancers)],
      { cpu: 0, memory: containersMemory(nodes), pods: 0 },
    ]);
  const nodesNeeded = fewestNodes(cluster, need);
  return {
    students: spaces.length,
    needed: need(now.nodes),
    containersMemory: containersMemory(now.nodes),
    now,
    atMost: largest.nodes > now.nodes ? largest : null,
    insufficient: insufficientOf(need(now.nodes), largest),
    nodesNeeded,
    vcpusNeeded: nodesNeeded === null ? null : moreVcpus(resources, cluster, nodesNeeded - largest.nodes),
  };
}

/** The change of the configuration by which the students fit; `undefined` if they do already, or never do. */
export function fixOf({ insufficient, atMost, nodesNeeded }: Capacity): Fix | undefined {
  if (insufficient.length === 0 || nodesNeeded === null) return undefined;
  return { key: atMost ? "maxNodeCount" : "nodeCount", value: String(nodesNeeded) };
}

function having(nodes: readonly (readonly [Pool, number])[]): NodesAllocatable {
  const of = (kind: Kind) =>
    nodes.reduce<number | null>((sum, [{ room }, count]) => {
      const one = room[kind];
      return sum === null || one === null ? null : sum + one * count;
    }, 0);
  return {
    nodes: nodes.reduce((sum, [, count]) => sum + count, 0),
    cpu: of("cpu"),
    memory: of("memory"),
    pods: of("pods"),
  };
}

/** Of nodes like those of the first pool, the one whose number can be set. */
function fewestNodes({ pools: [first], limit }: ClusterNodes, need: (nodes: number) => Amounts): number | null {
  for (let nodes = 1; nodes <= limit; nodes++) {
    if (insufficientOf(need(nodes), having([[first, nodes]])).length === 0) return nodes;
  }
  return null;
}

function moreVcpus(resources: readonly SimulatedResource[], { pools: [{ size }] }: ClusterNodes, count: number) {
  return size && count > 0 ? vcpuNeed([...machinesOf(resources), { size, count, pool: true }]) : null;
}
