import type { ClusterState, NodeState, PodState } from "../../../../cli/commands/drill/cluster/state";
import { Recovery } from "../../../../cli/commands/drill/recovery";
import { aNode, aPod } from "./states";

const nodes = ["node-1", "node-2"].map((name) => aNode(name));
const before: ClusterState = { nodes, pods: [aPod("a", "node-1"), aPod("b", "node-2")] };
const lost: NodeState = nodes[1]!;

/** What a recovery makes of some states, one each hundred milliseconds after the loss at 1000. */
function follow(...states: readonly { nodes?: readonly NodeState[]; pods: readonly PodState[] }[]): Recovery {
  const recovery = new Recovery(before, { node: lost, replicas: 2, lostAt: 1000 });
  states.forEach((state, index) => recovery.look({ nodes, ...state }, 1000 + (index + 1) * 100));
  return recovery;
}

const notReady = [nodes[0]!, { ...lost, ready: false }];
const [a, b] = before.pods as [PodState, PodState];
const gone = { ...b, ready: false };
const c = (given: Partial<PodState> = {}) => ({ ...aPod("c", "node-1"), ...given });

describe("Recovery", () => {
  it("finds NotReady, the first replacement and full strength when they are first seen, each told once", () => {
    const recovery = follow(
      { pods: [a, b] },
      { nodes: notReady, pods: [a, b] },
      { nodes: notReady, pods: [a, gone, c({ node: undefined, ready: false })] },
      { nodes: notReady, pods: [a, gone, c({ ready: false })] },
      { nodes: notReady, pods: [a, gone, c()] },
      { nodes: notReady, pods: [a, gone, c()] },
    );
    expect(recovery.moments).toEqual({
      lostAt: 1000,
      notReadyAt: 1200,
      firstReplacementAt: 1500,
      fullStrengthAt: 1500,
    });
    expect(recovery.happenings.map(({ at, text, mark }) => [at, text.en, mark])).toEqual([
      [1200, "node-2 is NotReady", "notReady"],
      [1300, "b on node-2 is not ready any more", undefined],
      [1400, "c is scheduled onto node-1", undefined],
      [1500, "c is ready on node-1: the first replacement", "first"],
      [1500, "full strength: 2 of 2 pods are ready", "full"],
    ]);
  });

  it("does not count a lost node's pods, which look ready until the cluster knows", () => {
    expect(follow({ pods: [a, b] }, { nodes: notReady, pods: [a, b] }).isOver).toBe(false);
  });

  it("counts them again once the node is back", () => {
    const { moments, happenings } = follow({ nodes: notReady, pods: [a, gone] }, { pods: [a, b] });
    expect(moments).toEqual({ lostAt: 1000, notReadyAt: 1100, fullStrengthAt: 1200 });
    expect(happenings.map(({ text }) => text.en)).toEqual([
      "node-2 is NotReady",
      "b on node-2 is not ready any more",
      "node-2 is Ready again",
      "b is ready on node-2",
      "full strength: 2 of 2 pods are ready",
    ]);
  });

  it("takes a node that is no longer listed for NotReady", () => {
    expect(follow({ nodes: [nodes[0]!], pods: [a] }).moments.notReadyAt).toBe(1100);
  });
});
