import type { V1Deployment } from "@kubernetes/client-node";
import { lastResortMs, waitUntil } from "../waiting";
import { underLoad } from "../load/load";
import type { Outcome } from "../load/outcome";
import { isReady, nameOf } from "../local/kube";
import { pathOf } from "./attacks/requests";
import { appPods, appSpread, applyDeployment, waitForReadyPods, restart, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { report, secondsSince } from "./report";

/** A node that runs a pod of the app, and neither the control plane nor the published port. */
export const victim = ({ nodes }: TestCluster) => nodes[1]!;

/**
 * Time in which nodes may still send to a pod that is no longer ready in its EndpointSlices. kube-proxy changes its rules once a
 * second at most (`minSyncPeriod`), after a change that it may have begun; the rest is for a busy machine.
 */
const slackMs = 3000;

/** The load goes on so long after that, so that there is something to judge. */
const judgedMs = 2000;

/** Half of the 300 s after which Kubernetes replaces a lost pod by default: more than the lab's tolerations can take. */
const mostUntilReplacedMs = 150_000;

/** 3: a node is killed under a steady load. */
export function failureTests(cluster: () => TestCluster): void {
  if (process.env["KUBECONFIG_TEST"] !== undefined && process.env["NODES_ARE_CONTAINERS"] === undefined) {
    return report(
      "3. is left out: set NODES_ARE_CONTAINERS=1 if the nodes are containers on this machine and one may be killed",
    );
  }

  it("runs all replicas on the other nodes after one is killed, and fails no request once the nodes know", async () => {
    await restart(cluster());
    await waitForRollout(cluster());
    const node = victim(cluster());
    const { outcome, judgedFrom } = await killUnderLoad(cluster(), node, "with the lab's tolerations");
    expect(outcome.since(judgedFrom).length).toBeGreaterThan(0);
    expect(outcome.failed(judgedFrom)).toEqual([]);
    const spread = await appSpread(cluster());
    expect(spread[node]).toBeUndefined();
    expect(Object.values(spread).reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it("runs no pod on a node that comes back, until the Deployment is restarted as the README says", async () => {
    const node = victim(cluster());
    const begun = performance.now();
    await bringBack(cluster(), node);
    report(`3. ${node} is Ready again ${secondsSince(begun)} after it was started`);
    // Kubernetes removes the node's old pod once the node is back, and moves no other pod there.
    await waitUntil("its old pod is gone", async () => (await appPods(cluster())).length === 4);
    expect((await appSpread(cluster()))[node]).toBeUndefined();
    await restart(cluster());
    await waitForRollout(cluster());
    expect((await appSpread(cluster()))[node]).toBe(1);
  });

  // Six minutes: `LONG=1 npm run test:cluster`.
  if (process.env["LONG"] === "1") {
    it("replaces the pod after minutes with Kubernetes' default tolerations", async () => {
      await applyDeployment(cluster(), {}, withoutTolerations);
      await waitForRollout(cluster());
      const node = victim(cluster());
      await killUnderLoad(cluster(), node, "with Kubernetes' default tolerations of 300 s", 2 * lastResortMs);
      await bringBack(cluster(), node);
      await applyDeployment(cluster());
      await waitForRollout(cluster());
    }, 1_800_000);
  }
}

/** Starts a node that was killed, and waits until it is Ready. */
export async function bringBack(cluster: TestCluster, node: string): Promise<void> {
  await cluster.startNode(node);
  await waitUntil("it is Ready", async () => (await cluster.kube.readyNodes()).includes(node));
}

function withoutTolerations(deployment: V1Deployment): V1Deployment {
  delete deployment.spec!.template.spec!.tolerations;
  return deployment;
}

/**
 * Kills a node under load and prints the times.
 *
 * @param withinMs how long the first replacement may take
 * @returns the load's outcome, and from when on every request must be answered
 */
async function killUnderLoad(
  cluster: TestCluster,
  node: string,
  how: string,
  withinMs = mostUntilReplacedMs,
): Promise<{ outcome: Outcome; judgedFrom: number }> {
  const before = (await appPods(cluster)).map(nameOf);
  const { result, outcome } = await underLoad(await cluster.url(), async (load) => {
    await waitUntil("visitors are there", () => load.total > 40);
    const killed = performance.now();
    await cluster.kill(node);
    await waitUntil("it is not Ready", async () => !(await cluster.kube.readyNodes()).includes(node));
    const notReady = performance.now();
    await waitUntil("its pod is no longer an endpoint", async () => !(await endpointNodes(cluster)).includes(node));
    const judgedFrom = performance.now() + slackMs;
    const isNew = async () => (await appPods(cluster)).some((pod) => isReady(pod) && !before.includes(nameOf(pod)));
    await waitUntil("the first replacement is ready", isNew, withinMs);
    const first = performance.now();
    await waitForReadyPods(cluster, 4, node);
    const full = performance.now();
    await waitUntil("there is something to judge", () => performance.now() > judgedFrom + judgedMs);
    return { killed, notReady, judgedFrom, first, full };
  });
  const { killed, notReady, judgedFrom, first, full } = result;
  report(
    `3. ${how}: NotReady after ${secondsSince(killed, notReady)}, first replacement ready after ` +
      `${secondsSince(killed, first)}, full strength after ${secondsSince(killed, full)}`,
  );
  report(
    `3. ${outcome}, ${outcome.failed(notReady).length} of them after NotReady; ` +
      `longest time without an answer ${(outcome.longestGapMs / 1000).toFixed(2)} s`,
  );
  for (const error of outcome.firstErrors(killed)) report(`3. after the kill, ${error}`);
  return { outcome, judgedFrom };
}

/** Nodes of the app's endpoints that are ready. */
async function endpointNodes({ kube }: TestCluster): Promise<string[]> {
  type Endpoint = { nodeName: string; conditions: { ready?: boolean } };
  const { items } = await kube.get<{ items: { endpoints?: Endpoint[] }[] }>(
    `${pathOf("endpointslices.discovery.k8s.io", "lab")}?labelSelector=kubernetes.io/service-name=app`,
  );
  const endpoints = items.flatMap((slice) => slice.endpoints ?? []);
  return endpoints.filter(({ conditions }) => conditions.ready !== false).map(({ nodeName }) => nodeName);
}
