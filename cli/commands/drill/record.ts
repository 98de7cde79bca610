import { labCommand } from "../../../config/commands";
import { UserError } from "../../../lib/userError";
import { type KubeApi, Refusal } from "../../kubernetes/api";
import { appNamespace } from "./cluster/state";
import type { Mode } from "./losses/modes";

/** What a drill has taken, as the cluster remembers it, so that anybody can bring it back. */
export interface DrillRecord {
  readonly node: string;
  readonly mode: Mode;
  /** RFC 3339. */
  readonly since: string;
}

const name = "drill";
const leases = `/apis/coordination.k8s.io/v1/namespaces/${appNamespace}/leases`;
/** Longer than a drill by a cut takes in all. */
const longestDrillMs = 900_000;
const modeAnnotation = "container-lab/drill-mode";

interface Lease {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly holderIdentity?: string; readonly acquireTime?: string };
}

/** The command that brings back what a drill left. */
export function restoreCommand(stack: string): string {
  return labCommand(["drill", "--restore", "--stack", stack]);
}

/**
 * Notes in the cluster what is about to be lost. There is one such note at most, and the API server decides who was first: so two drills
 * never take two nodes.
 *
 * @throws UserError if there is one; that of a cut long ago does not count, if all nodes are Ready
 */
export async function claim(api: KubeApi, { node, mode, since }: DrillRecord, stack: string): Promise<void> {
  const body = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name, annotations: { [modeAnnotation]: mode } },
    // Kubernetes writes these times with six decimals.
    spec: { holderIdentity: node, acquireTime: since.replace("Z", "000Z") },
  };
  try {
    await api.request({ method: "POST", path: leases, body });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 409) throw error;
    const other = await readRecord(api);
    if (other !== undefined && isOver(other, since)) {
      await release(api);
      return claim(api, { node, mode, since }, stack);
    }
    const whose = other === undefined ? "" : ` (${other.node}, ${other.mode}, since ${other.since})`;
    throw new UserError(
      `A drill runs already, or was stopped half-way${whose}. If nobody is at it: \`${restoreCommand(stack)}\`.`,
    );
  }
}

/** A cut ends by itself, also if nobody was there to see it: whoever closed a laptop has left no more than the note. */
function isOver({ mode, since }: DrillRecord, now: string): boolean {
  return mode === "cut" && Date.parse(now) - Date.parse(since) > longestDrillMs;
}

/** @returns `undefined` if no drill has taken anything */
export async function readRecord(api: KubeApi): Promise<DrillRecord | undefined> {
  try {
    const { metadata, spec } = await api.request<Lease>({ method: "GET", path: `${leases}/${name}` });
    return {
      node: spec.holderIdentity ?? "",
      mode: (metadata.annotations?.[modeAnnotation] ?? "") as Mode,
      since: spec.acquireTime ?? "",
    };
  } catch (error) {
    if (error instanceof Refusal && error.code === 404) return undefined;
    throw error;
  }
}

export async function release(api: KubeApi): Promise<void> {
  try {
    await api.request({ method: "DELETE", path: `${leases}/${name}` });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 404) throw error;
  }
}
