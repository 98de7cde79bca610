import { setTimeout } from "node:timers/promises";
import { ApiException } from "@kubernetes/client-node";
import { until } from "../app/waiting";
import { isReady, nameOf } from "../local/kube";
import { appPods, appSpread, restart, rolledOut } from "./app";
import type { TestCluster } from "./cluster";
import { Load } from "./load";
import { report, secondsSince } from "./report";

/** 4: a drain of each node in turn never goes below the disruption budget. */
export function drainProofs(cluster: () => TestCluster): void {
  it("has three of four pods at all times while each node in turn is drained", async () => {
    await restart(cluster());
    await rolledOut(cluster());
    const load = new Load(await cluster().url());
    const watch = new LeastReady(cluster());
    const begun = performance.now();
    for (const node of cluster().nodes) await drain(cluster(), node);
    const took = secondsSince(begun);
    const least = await watch.stop();
    await load.stop();
    report(
      `4. four nodes drained in ${took}: ${least} pods ready at the least, ${load.failedSince()} of ${load.total} requests failed`,
    );
    expect(least).toBe(3);
    expect(load.failedSince()).toBe(0);
  });

  it("lets one pod go and refuses the other three, when all are to go at once", async () => {
    const budget = () => cluster().kube.policy.readNamespacedPodDisruptionBudget({ name: "app", namespace: "lab" });
    await until("one pod may go", async () => (await budget()).status?.disruptionsAllowed === 1, 60_000);
    const answers = await Promise.all(
      (await appPods(cluster())).filter(isReady).map((pod) => evict(cluster(), nameOf(pod))),
    );
    expect(answers.sort()).toEqual([201, 429, 429, 429]);
    await rolledOut(cluster());
  });
}

/** Looks again and again how many of the app's pods are ready. */
class LeastReady {
  private least = Infinity;
  private running = true;
  private readonly done: Promise<void>;

  constructor(private readonly cluster: TestCluster) {
    this.done = this.look();
  }

  async stop(): Promise<number> {
    this.running = false;
    await this.done;
    return this.least;
  }

  private async look(): Promise<void> {
    while (this.running) {
      const ready = (await appPods(this.cluster)).filter(isReady).length;
      this.least = Math.min(this.least, ready);
      await setTimeout(50);
    }
  }
}

/** As `kubectl drain` does, for the app's pods: nothing new on the node, what is there asked to go, until it is gone. */
async function drain(cluster: TestCluster, node: string): Promise<void> {
  await cordon(cluster, node, true);
  const there = async () => (await appPods(cluster)).filter(({ spec }) => spec?.nodeName === node);
  const isEmpty = async () => {
    const pods = (await there()).filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
    await Promise.all(pods.map((pod) => evict(cluster, nameOf(pod))));
    return (await there()).length === 0;
  };
  await until(`${node} is drained`, isEmpty, 120_000);
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
