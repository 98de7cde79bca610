import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import { type DockerObjects, dockerTypes } from "../../inventory/dockerObjects";
import { administratorOf, readOutputs } from "../../kubernetes/stackAccess";
import type { StateResource } from "./state/deployment";
import type { LeaverTools } from "./leavers";

/** Names of the nodes that Pulumi's state has and the lab no longer has: their containers are about to be removed. */
export function leavingNodes(known: readonly StateResource[], { containers }: DockerObjects): string[] {
  const staying = containers.map(({ urn }) => urn);
  return known
    .filter(({ type, urn }) => type === dockerTypes.container && !staying.includes(urn))
    .flatMap(({ inputs }) => (inputs?.["privileged"] === true ? [String(inputs["name"])] : []));
}

/** Removes nodes from the cluster that have no container any more: Kubernetes would wait for them for ever. */
export async function forgetNodes(nodes: readonly string[], { context, pulumi, say }: LeaverTools): Promise<void> {
  if (nodes.length === 0) return;
  try {
    const access = administratorOf(context, localStack, await readOutputs(pulumi, localStack));
    const api = await context.kubernetes.connect(access);
    for (const name of nodes) await api.request({ method: "DELETE", path: `/api/v1/nodes/${name}` });
    say(
      `Removed from the cluster, with what was stored there: ${nodes.join(", ")}. Their pods start again on other nodes.`,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`${error.message} Tell Kubernetes that these nodes will not come back: kubectl delete node ${nodes.join(" ")}`);
  }
}
