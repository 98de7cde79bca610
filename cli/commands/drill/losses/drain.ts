import { type KubeApi, Refusal } from "../../../kubernetes/api";
import { appNamespace, nodePath, readCluster } from "../cluster/state";
import { happened } from "../words";
import { type Loss, type LossTools, readySeconds } from "./loss";

/** Between two attempts to evict what the disruption budget keeps. */
const againMs = 500;

/**
 * Closes a node to new pods, and evicts the app's. Other pods stay: on a cluster that others use, too, a drill deletes nobody's work.
 * What it takes is noted on the node itself, so that a node that somebody had closed before stays closed.
 */
export function drain({ api, node: { name, schedulable }, pause }: LossTools): Loss {
  let over = false;
  const evictAll = async () => {
    while (!over) {
      const { pods } = await readCluster(api);
      const left = pods.filter(({ node }) => node === name);
      if (left.length === 0) return;
      for (const pod of left) await evict(api, pod.name);
      await pause(againMs);
    }
  };
  return {
    what: happened.drained(name),
    unannounced: false,
    backSeconds: readySeconds,
    prepare: () => Promise.resolve(),
    async lose() {
      if (schedulable) await cordon(api, name, true);
      await evictAll();
    },
    async restore() {
      over = true;
      if (schedulable) await uncordon(api, name);
    },
  };
}

/** Says on a node that a drill closed it. */
export const cordonedAnnotation = "container-lab/drill-cordoned";

export function uncordon(api: KubeApi, name: string): Promise<void> {
  return cordon(api, name, false);
}

async function cordon(api: KubeApi, name: string, unschedulable: boolean): Promise<void> {
  const annotations = { [cordonedAnnotation]: unschedulable ? "true" : null };
  // Without it, null would be written where there was nothing.
  const spec = { unschedulable: unschedulable ? true : null };
  await api.request({ method: "PATCH", path: nodePath(name), body: { metadata: { annotations }, spec } });
}

/** 429: the disruption budget forbids it now. 404: the pod is gone. */
async function evict(api: KubeApi, pod: string): Promise<void> {
  const metadata = { name: pod, namespace: appNamespace };
  const path = `/api/v1/namespaces/${appNamespace}/pods/${pod}/eviction`;
  try {
    await api.request({ method: "POST", path, body: { apiVersion: "policy/v1", kind: "Eviction", metadata } });
  } catch (error) {
    if (!(error instanceof Refusal) || ![404, 429].includes(error.code)) throw error;
  }
}
