import { setTimeout } from "node:timers/promises";
import { ApiException } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import { underLoad } from "../load/load";
import { isReady, nameOf } from "../local/kube";
import { appPods, appSpread, restart, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { expectNoneFailed, report, secondsSince } from "./report";

/** 4: draining each node in turn never violates the disruption budget. */
export function drainTests(cluster: () => TestCluster): void {
  it("keeps three of four pods ready and fails no request while each node is drained in turn", async () => {
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

  it("allows one eviction and refuses three when four are requested at once", async () => {
    const budget = () => cluster().kube.policy.readNamespacedPodDisruptionBudget({ name: "app", namespace: "lab" });
    await waitUntil("one eviction is allowed", async () => (await budget()).status?.disruptionsAllowed === 1);
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

/** Drains the app's pods as `kubectl drain` does: cordons the node, evicts its pods, and waits until they are gone. */
export async function drain(cluster: TestCluster, node: string): Promise<void> {
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

/** Evicts a pod. @returns the status: 201 if it is allowed, 429 if the budget forbids it now, 404 if the pod is gone */
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
