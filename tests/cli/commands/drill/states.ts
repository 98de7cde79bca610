import type { NodeState, PodState } from "../../../../cli/commands/drill/cluster/state";

/** A node that is Ready. */
export function aNode(name: string, given: Partial<NodeState> = {}): NodeState {
  return {
    ...{ name, ready: true, schedulable: true, isControlPlane: false },
    ...{ address: "10.0.0.1", architecture: "amd64", providerId: "" },
    ...given,
  };
}

/** A pod of the app that is ready on a node. */
export function aPod(name: string, node: string, given: Partial<PodState> = {}): PodState {
  return { name, uid: `uid-${name}`, node, ready: true, image: "registry/app:1", ...given };
}
