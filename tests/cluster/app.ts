import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import { isReady, spread } from "../local/kube";
import type { TestCluster } from "./cluster";

export const appDeployment = { name: "app", namespace: "lab" };

export function appPods({ kube }: TestCluster): Promise<V1Pod[]> {
  return kube.pods("lab", "app.kubernetes.io/name=app");
}

/** The app's pod on a node. One that still ends there after a rollout does not count: it may be gone a moment later. */
export async function appPodOn(cluster: TestCluster, node: string): Promise<V1Pod> {
  const pod = (await appPods(cluster)).find((one) => isReady(one) && one.spec?.nodeName === node);
  if (pod === undefined) throw new Error(`no pod of the app is ready on ${node}`);
  return pod;
}

/** Number of the app's ready pods on each node that has any. */
export async function appSpread(cluster: TestCluster): Promise<Record<string, number>> {
  return spread(await appPods(cluster));
}

/** Applies the app's Deployment as the program declares it for a configuration. @param change edits it before */
export async function applyDeployment(
  cluster: TestCluster,
  config: Readonly<Record<string, string>> = {},
  change: (deployment: V1Deployment) => V1Deployment = (deployment) => deployment,
): Promise<void> {
  const { objects } = await cluster.rehearse(config);
  const deployment = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === "app");
  await cluster.kube.apply(change(structuredClone(deployment) as V1Deployment));
}

/** Replaces every pod, as `kubectl rollout restart` does. */
export async function restart(cluster: TestCluster): Promise<void> {
  const stamp = `kubectl.kubernetes.io/restartedAt`;
  await applyDeployment(cluster, {}, (deployment) => {
    deployment.spec!.template.metadata!.annotations = { [stamp]: new Date().toISOString() };
    return deployment;
  });
}

/** Waits until all pods of a Deployment have its newest revision and are ready, and their number is right. */
export async function waitForRollout({ kube }: TestCluster, deployment = appDeployment): Promise<void> {
  await waitUntil(`${deployment.name} is rolled out`, async () => {
    const { metadata, spec, status } = await kube.apps.readNamespacedDeployment(deployment);
    return (
      status?.observedGeneration === metadata?.generation &&
      status?.updatedReplicas === spec?.replicas &&
      status?.readyReplicas === spec?.replicas &&
      (status?.replicas ?? 0) === spec?.replicas
    );
  });
}

/** Waits until the app has `count` ready pods. @param without a node whose pods do not count */
export async function waitForReadyPods(cluster: TestCluster, count: number, without?: string) {
  await waitUntil(
    `${count} pods are ready`,
    async () =>
      (await appPods(cluster)).filter((pod) => isReady(pod) && pod.spec?.nodeName !== without).length === count,
  );
}
