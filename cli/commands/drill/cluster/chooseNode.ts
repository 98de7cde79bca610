import { nearestTo } from "../../../../lib/nearest";
import { UserError } from "../../../../lib/userError";
import type { ClusterState, NodeState } from "./state";

/**
 * The node to lose: one that serves the app. Refuses to begin where a node is lost already, where the app is not at full strength,
 * and where no other node could take over.
 *
 * @param wanted the node that was asked for @default the first by name that serves the app
 * @throws UserError
 */
export function chooseNode({ nodes, pods }: ClusterState, replicas: number, wanted: string | undefined): NodeState {
  const lost = nodes.filter(({ ready }) => !ready).map(({ name }) => name);
  if (lost.length > 0) {
    throw new UserError(
      `Not Ready: ${lost.join(", ")}. A drill never takes a second node: wait until all nodes are Ready.`,
    );
  }
  const ready = pods.filter((pod) => pod.ready);
  if (replicas === 0 || ready.length < replicas) {
    throw new UserError(
      `The app has ${ready.length} of ${replicas} pods ready, and a drill begins at full strength: wait, or look at ` +
        "`kubectl --namespace lab get pods --output wide`.",
    );
  }
  const serving = nodes.filter(({ name }) => ready.some(({ node }) => node === name));
  const candidates = serving.filter((node) => faultOf(node, nodes) === undefined);
  if (wanted === undefined) return candidates[0] ?? refuse(serving, nodes);
  const node = nodes.find(({ name }) => name === wanted);
  const names = nodes.map(({ name }) => name);
  if (node === undefined) {
    throw new UserError(`--node ${wanted}: the cluster has no such node. The nearest is ${nearestTo(wanted, names)}.`);
  }
  const fault = faultOf(node, nodes) ?? (serving.includes(node) ? undefined : "runs no pod of the app");
  if (fault === undefined) return node;
  const others = candidates.map(({ name }) => name).join(", ");
  throw new UserError(`--node ${wanted} ${fault}.${others === "" ? "" : ` Allowed: ${others}.`}`);
}

/** Why a node may not be lost. */
function faultOf(node: NodeState, nodes: readonly NodeState[]): string | undefined {
  if (node.isControlPlane) return "has the control plane, which a drill never takes";
  const others = nodes.filter((one) => one !== node && one.ready && one.schedulable);
  return others.length === 0 ? "is the last node that is Ready for pods" : undefined;
}

function refuse(serving: readonly NodeState[], nodes: readonly NodeState[]): never {
  const reasons = serving.map((node) => `${node.name} ${faultOf(node, nodes)}`);
  throw new UserError(`There is no node to lose: ${reasons.join("; ")}. A drill needs another one, see nodeCount.`);
}
