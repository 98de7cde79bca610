import type { Fix } from "../../config";
import { type Allocatable, type Amounts, type Kind, insufficientKinds, kinds, sum } from "./amounts";
import type { Inventory } from "./index";
import { type MachineGroup, type VcpuNeed, vcpuNeed } from "./machines";
import type { ClusterNodes, Pool } from "./nodes";

/** What some nodes have for the pods of students and of the lab. */
export interface NodesAllocatable extends Allocatable {
  readonly nodes: number;
}

/**
 * Whether what is reserved for the students fits the nodes. An estimate: so are the figures of nodes and of the cluster's own
 * pods, and of a sum that fits, each node may have too little.
 */
export interface Capacity {
  readonly students: number;
  /**
   * What is reserved for the students, what one of them may request beyond that, and what the lab's own pods and the cluster's
   * request.
   */
  readonly needed: Amounts;
  /** The part of it that one student may request beyond what is reserved. */
  readonly beyondReserved: Amounts;
  /** MiB of that which the nodes use themselves if they are containers; otherwise 0. */
  readonly containersMemory: number;
  /** `null` for a cluster that the lab does not make: nothing is known of it. */
  readonly now: NodesAllocatable | null;
  /** With autoscaling, what the largest number of nodes has; otherwise `null`. */
  readonly atMost: NodesAllocatable | null;
  /** What even the largest number of nodes has too little of. Empty if all fits, as far as is known. */
  readonly insufficient: readonly Kind[];
  /** The fewest nodes that are enough; `null` if no number that can be set is, or if nothing is known of the nodes. */
  readonly nodesNeeded: number | null;
  /** What the lab would take of a subscription's quota with that many nodes, if that is more; otherwise `null`. */
  readonly vcpusNeeded: VcpuNeed | null;
}

/** Whether a lab has room for its students; `undefined` if it has none. */
export function capacityOf({ pods, nodes: cluster, machines }: Inventory): Capacity | undefined {
  const { spaces, beyondReserved, loadBalancers, labPods } = pods;
  if (spaces.length === 0) return undefined;
  const students = { students: spaces.length, beyondReserved };
  const requests = sum([...spaces, beyondReserved]);
  if (!cluster) return { ...unknownNodes, ...students, needed: sum([requests, labPods(0, 0)]) };
  const { pools, systemPods, containersMemory } = cluster;
  const now = allocatableOf(pools.map((pool) => [pool, pool.count]));
  const largest = allocatableOf(pools.map((pool) => [pool, pool.most]));
  const need = (nodes: number) =>
    sum([
      ...[requests, labPods(now.nodes, nodes), systemPods(nodes, loadBalancers.lab + loadBalancers.students)],
      { memory: containersMemory(nodes) },
    ]);
  const nodesNeeded = fewestNodes(cluster, need);
  return {
    ...students,
    needed: need(now.nodes),
    containersMemory: containersMemory(now.nodes),
    now,
    atMost: largest.nodes > now.nodes ? largest : null,
    insufficient: insufficientKinds(need(now.nodes), largest),
    nodesNeeded,
    vcpusNeeded: nodesNeeded === null ? null : moreVcpus(machines, cluster, nodesNeeded - largest.nodes),
  };
}

const unknownNodes = {
  containersMemory: 0,
  now: null,
  atMost: null,
  insufficient: [],
  nodesNeeded: null,
  vcpusNeeded: null,
};

/** The change of the configuration after which the students fit; `undefined` if they do already, or never do. */
export function fixOf({ insufficient, atMost, nodesNeeded }: Capacity): Fix | undefined {
  if (insufficient.length === 0 || nodesNeeded === null) return undefined;
  return { action: "set", key: atMost ? "maxNodeCount" : "nodeCount", value: String(nodesNeeded), type: "integer" };
}

function allocatableOf(nodes: readonly (readonly [Pool, number])[]): NodesAllocatable {
  const of = (kind: Kind) =>
    nodes.reduce<number | null>((total, [{ allocatable }, count]) => {
      const one = allocatable[kind];
      return total === null || one === null ? null : total + one * count;
    }, 0);
  return {
    nodes: nodes.reduce((total, [, count]) => total + count, 0),
    ...(Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Allocatable),
  };
}

/** Of nodes like those of the first pool: the number of those can be set. */
function fewestNodes({ pools: [first], limit }: ClusterNodes, need: (nodes: number) => Amounts): number | null {
  for (let nodes = 1; nodes <= limit; nodes++) {
    if (insufficientKinds(need(nodes), allocatableOf([[first, nodes]])).length === 0) return nodes;
  }
  return null;
}

function moreVcpus(machines: readonly MachineGroup[], { pools: [{ size }] }: ClusterNodes, count: number) {
  return size && count > 0 ? vcpuNeed([...machines, { size, count, pool: true }]) : null;
}
