import type { V1Deployment } from "@kubernetes/client-node";
import { until } from "../app/waiting";
import { isReady, nameOf } from "../local/kube";
import { appPods, appSpread, applyDeployment, atStrength, restart, rolledOut } from "./app";
import type { TestCluster } from "./cluster";
import { Load } from "./load";
import { report, secondsSince } from "./report";

/** A node that runs a pod and nothing that the others need, such as the control plane or the published port. */
const victim = ({ nodes }: TestCluster) => nodes[1]!;

/** How long a load balancer may go on sending to a node that is not Ready: it learns of it from the API server. */
const slackMs = 1000;

/** 3: a node is killed under a steady load. */
export function failureProofs(cluster: () => TestCluster): void {
  if (process.env["KUBECONFIG_TEST"] !== undefined && process.env["NODES_ARE_CONTAINERS"] === undefined) {
    return report(
      "3. is left out: NODES_ARE_CONTAINERS=1 says that the nodes are containers here, one of which may be killed",
    );
  }

  it("runs all replicas on the other nodes after one is killed, and fails no visitor once it is not Ready", async () => {
    await restart(cluster());
    await rolledOut(cluster());
    const node = victim(cluster());
    const { load, notReady } = await lose(cluster(), node, "as the lab has it");
    expect(load.failedSince(notReady + slackMs)).toBe(0);
    const spread = await appSpread(cluster());
    expect(spread[node]).toBeUndefined();
    expect(Object.values(spread).reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it("leaves a node that comes back empty, until the Deployment is restarted as the README says", async () => {
    const node = victim(cluster());
    const begun = performance.now();
    await cluster().startAgain(node);
    await until("it is Ready", async () => (await cluster().kube.readyNodes()).includes(node), 120_000);
    report(`3. ${node} is Ready again ${secondsSince(begun)} after it was started`);
    // What it ran is taken away once it is back; nothing else is put there.
    await until("its old pod is gone", async () => (await appPods(cluster())).length === 4, 120_000);
    expect((await appSpread(cluster()))[node]).toBeUndefined();
    await restart(cluster());
    await rolledOut(cluster());
    expect((await appSpread(cluster()))[node]).toBe(1);
  });

  // Six minutes: `LONG=1 npm run test:cluster`.
  if (process.env["LONG"] === "1") {
    it("would take minutes with Kubernetes' own tolerations", async () => {
      await applyDeployment(cluster(), {}, withoutTolerations);
      await rolledOut(cluster());
      const node = victim(cluster());
      await lose(cluster(), node, "with Kubernetes' own tolerations of 300 s");
      await cluster().startAgain(node);
      await until("it is Ready", async () => (await cluster().kube.readyNodes()).includes(node), 120_000);
      await applyDeployment(cluster());
      await rolledOut(cluster());
    }, 900_000);
  }
}

function withoutTolerations(deployment: V1Deployment): V1Deployment {
  delete deployment.spec!.template.spec!.tolerations;
  return deployment;
}

/** Kills a node and prints how it went. @returns the load, ended, and when the node was seen not to be Ready */
async function lose(cluster: TestCluster, node: string, how: string): Promise<{ load: Load; notReady: number }> {
  const before = (await appPods(cluster)).map(nameOf);
  const load = new Load(await cluster.url());
  await until("visitors are there", () => load.total > 40);
  const killed = performance.now();
  await cluster.kill(node);
  await until("it is not Ready", async () => !(await cluster.kube.readyNodes()).includes(node), 120_000);
  const notReady = performance.now();
  const isNew = async () => (await appPods(cluster)).some((pod) => isReady(pod) && !before.includes(nameOf(pod)));
  await until("the first replacement is ready", isNew, 420_000);
  const first = performance.now();
  await atStrength(cluster, 4, node);
  const full = performance.now();
  await load.stop();
  report(
    `3. ${how}: NotReady after ${secondsSince(killed, notReady)}, first replacement ready after ` +
      `${secondsSince(killed, first)}, full strength after ${secondsSince(killed, full)}`,
  );
  report(
    `3. of ${load.total} requests ${load.failedSince()} failed, ${load.failedSince(notReady)} of them after NotReady; ` +
      `longest time without an answer ${load.longestGap.toFixed(2)} s`,
  );
  return { load, notReady };
}
