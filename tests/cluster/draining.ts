import { setTimeout } from "node:timers/promises";
import { ApiException } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import { underLoad } from "../load/load";
import { isReady, nameOf } from "../local/kube";
import { appPods, appSpread, restart, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { expectNoneFailed, report, secondsSince } from "./report";

/** 4: a drain of each node in turn never goes below the disruption budget. */
export function drainTests(cluster: () => TestCluster): void {
  it("has three of four pods at all times while each node in turn is drained", async () => {
    await restart(cluster());
    await waitForRollout(cluster());
    const { result, outcome } = await underLoad(await cluster().url(), async () => {
      const begun = performance.now();
      const fewest = await fewestReady(cluster(), async () => {
        for (const node of cluster().nodes) await drain(cluster(), node);
      });
      return { fewest, seconds: secondsSince(begun) };
    });
    report(`4. four nodes drained in ${result.seconds}: at least ${result.fewest} pods ready`);
    expect(result.fewest).toBe(3);
    expectNoneFailed("4.", outcome);
  });

  it("lets one pod go and refuses the other three, when all are to go at once", async () => {
    const budget = () => cluster().kube.policy.readNamespacedPodDisruptionBudget({ name: "app", namespace: "lab" });
    await waitUntil("one pod may go", async () => (await budget()).status?.disruptionsAllowed === 1);
    const answers = await Promise.all(
      (await appPods(cluster())).filter(isReady).map((pod) => evict(cluster(), nameOf(pod))),
    );
    expect(answers.sort()).toEqual([201, 429, 429, 429]);
    await waitForRollout(cluster());
  });
}

/** The smallest number of ready pods of the app that is seen while something runs. */
async function fewestReady(cluster: TestCluster, action: () => Promise<void>): Promise<number> {
  let fewest = Infinity;
  let running = true;
  const watch = async () => {
    while (running) {
      fewest = Math.min(fewest, (await appPods(cluster)).filter(isReady).length);
      await setTimeout(50);
    }
  };
  const watching = watch();
  await Promise.all([watching, action().finally(() => (running = false))]);
  return fewest;
}

/** As `kubectl drain` does, for the app's pods: nothing new on the node, what is there asked to go, until it is gone. */
async function drain(cluster: TestCluster, node: string): Promise<void> {
  await cordon(cluster, node, true);
  const remaining = async () => (await appPods(cluster)).filter(({ spec }) => spec?.nodeName === node);
  const isEmpty = async () => {
    const pods = (await remaining()).filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
    await Promise.all(pods.map((pod) => evict(cluster, nameOf(pod))));
    return (await remaining()).length === 0;
  };
  await waitUntil(`${node} is drained`, isEmpty);
  expect((await appSpread(cluster))[node]).toBeUndefined();
  await cordon(cluster, node, false);
}

async function cordon({ kube }: TestCluster, name: string, unschedulable: boolean): Promise<void> {
  await kube.mergePatchNode(name, { spec: { unschedulable } });
}

/** Asks for a pod to go. @returns the status: 201 if it is granted, 429 if the budget forbids it now, 404 if it is gone */
async function evict({ kube }: TestCluster, name: string): Promise<number> {
  const body = { metadata: { name, namespace: "lab" } };
  return kube.core.createNamespacedPodEviction({ name, namespace: "lab", body }).then(
    () => 201,
    (error: unknown) => {
      if (error instanceof ApiException) return error.code;
      throw error;
    },
  );
}
