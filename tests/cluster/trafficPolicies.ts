import { setTimeout } from "node:timers/promises";
import type { KubernetesObject, V1Service } from "@kubernetes/client-node";
import { fetchPage } from "../../cli/fetchPage";
import { loadBalancerDrainSeconds } from "../../facts/azure/loadBalancer";
import { type Load, underLoad } from "../load/load";
import type { Outcome } from "../load/outcome";
import { waitUntil } from "../waiting";
import { appPods, applyDeployment, waitForReadyPods, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { drain } from "./draining";
import { bringBack, victim } from "./failure";
import { ProbingLoadBalancer } from "./loadBalancer";
import { report, secondsSince } from "./report";

/** A Service's `externalTrafficPolicy`: nodes pass visitors on to pods of other nodes, or to their own only. */
const policies = ["Cluster", "Local"] as const;
type Policy = (typeof policies)[number];

/** When Kubernetes' default considers a silent node lost, as AKS does. */
const lostAfterMs = 50_000;
/** What the local lab's own grace takes of it: so long before, the test stops renewing the dead node's lease. */
const graceMs = 12_000;
const minuteMs = 60_000;

/**
 * At worst, Azure's probes take 15 s to find out that one node of four is dead, and a quarter of the visitors goes there: 6.3 % of the
 * minute. The rest is for a busy machine, on which a probe comes late.
 */
const leastServed = 0.92;

/** 12: the two ways in which a cluster's load balancer can pass visitors on, side by side under the same events. */
export function trafficPolicyTests(cluster: () => TestCluster): void {
  const balancers = new Map<Policy, ProbingLoadBalancer>();

  beforeAll(async () => {
    await applyDeployment(cluster(), {}, withAzuresDrain("first"));
    await waitForRollout(cluster());
    for (const policy of policies) balancers.set(policy, await startBalancer(cluster(), policy));
  });

  afterAll(async () => {
    for (const balancer of balancers.values()) await balancer.stop();
    for (const policy of policies) await cluster().kube.delete(serviceOf(policy));
    await applyDeployment(cluster());
    await waitForRollout(cluster());
  });

  /** Runs something under a load on each of the two. @returns the outcomes by policy */
  async function underBoth(action: (loads: readonly Load[]) => Promise<void>): Promise<Record<Policy, Outcome>> {
    const [byCluster, byLocal] = policies.map((policy) => balancers.get(policy)!.url) as [string, string];
    const { result, outcome } = await underLoad(byCluster, (one) =>
      underLoad(byLocal, (other) => action([one, other])),
    );
    return { Cluster: outcome, Local: result.outcome };
  }

  function expectNoneFailed(event: string, outcomes: Record<Policy, Outcome>): void {
    for (const policy of policies) {
      report(`12. ${event}, ${policy}: ${outcomes[policy]}`);
      for (const error of outcomes[policy].firstErrors()) report(`12. ${event}, ${policy}: ${error}`);
    }
    expect(policies.map((policy) => outcomes[policy].failed())).toEqual([[], []]);
  }

  it("fails no request in a rolling update, with either", async () => {
    const outcomes = await underBoth(async () => {
      await applyDeployment(cluster(), {}, withAzuresDrain("second"));
      await waitForRollout(cluster());
      await waitUntil("the old pods are gone", async () => (await appPods(cluster())).length === 4);
    });
    expectNoneFailed("rolling update", outcomes);
  });

  it("fails no request while each node is drained in turn, with either", async () => {
    const outcomes = await underBoth(async () => {
      for (const node of cluster().nodes) await drain(cluster(), node);
    });
    expectNoneFailed("four nodes drained", outcomes);
    await applyDeployment(cluster(), {}, withAzuresDrain("third"));
    await waitForRollout(cluster());
  });

  it("serves more with Local in the minute in which a node is lost, and as many as Azure's probes allow", async () => {
    const node = victim(cluster());
    let killed = 0;
    const outcomes = await underBoth(async (loads) => {
      await waitUntil("visitors are there", () => loads.every(({ total }) => total > 40));
      killed = performance.now();
      await cluster().kill(node);
      await keepAlive(cluster(), node, killed + lostAfterMs - graceMs);
      await waitUntil("it is not Ready", async () => !(await cluster().kube.readyNodes()).includes(node));
      report(`12. a node killed: NotReady after ${secondsSince(killed)}`);
      await setTimeout(Math.max(0, killed + minuteMs - performance.now()));
      await waitForReadyPods(cluster(), 4, node);
    });
    const served = policies.map((policy) => {
      const minute = outcomes[policy].since(killed).filter(({ startedAt }) => startedAt < killed + minuteMs);
      const failed = minute.filter(({ error }) => error !== undefined);
      const share = 1 - failed.length / minute.length;
      report(
        `12. a node killed, ${policy}: ${failed.length} of ${minute.length} requests of the minute failed, ` +
          `${(100 * share).toFixed(1)} % served`,
      );
      return share;
    });
    const [byCluster, local] = served as [number, number];
    expect(local).toBeGreaterThan(leastServed);
    expect(local).toBeGreaterThan(byCluster);
    await bringBack(cluster(), node);
    await waitUntil("its old pod is gone", async () => (await appPods(cluster())).length === 4);
  });
}

/** The app's Deployment with as long a drain as on Azure. A new `revision` replaces all pods. */
function withAzuresDrain(revision: string): Parameters<typeof applyDeployment>[2] {
  return (deployment) => {
    const { template } = deployment.spec!;
    template.metadata!.annotations = { revision };
    template.spec!.containers[0]!.lifecycle!.preStop!.sleep!.seconds = loadBalancerDrainSeconds;
    return deployment;
  };
}

const serviceOf = (policy: Policy) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: `app-${policy.toLowerCase()}`, namespace: "lab" },
  spec: {
    type: "LoadBalancer",
    // The lab's own load balancer leaves it to ours.
    loadBalancerClass: "lab.test/probing",
    externalTrafficPolicy: policy,
    selector: { "app.kubernetes.io/name": "app" },
    ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
  },
});

/** A load balancer in front of the nodes, with the probe that AKS chooses for the policy. */
async function startBalancer({ kube }: TestCluster, policy: Policy): Promise<ProbingLoadBalancer> {
  const { spec } = (await kube.apply(serviceOf(policy))) as V1Service;
  const nodePort = spec!.ports![0]!.nodePort!;
  const addresses = (await kube.nodes()).flatMap(({ status }) => status?.addresses ?? []);
  const nodes = addresses.filter(({ type }) => type === "InternalIP").map(({ address }) => address);
  // A node learns of a new Service a moment after the API server, and each node by itself.
  for (const node of nodes) {
    const answers = () =>
      fetchPage(`http://${node}:${nodePort}`).then(
        () => true,
        () => false,
      );
    await waitUntil(`${node} passes visitors on with ${policy}`, answers);
  }
  return ProbingLoadBalancer.start({
    nodes,
    nodePort,
    probe: policy === "Local" ? { port: spec!.healthCheckNodePort!, path: "/healthz" } : { port: nodePort },
  });
}

/** Renews a dead node's lease until a time of `performance.now()`, so that the cluster takes it for alive. */
async function keepAlive({ kube }: TestCluster, node: string, until: number): Promise<void> {
  while (performance.now() < until) {
    await kube.apply({
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name: node, namespace: "kube-node-lease" },
      spec: { renewTime: new Date().toISOString().replace("Z", "000Z") },
    } as KubernetesObject);
    await setTimeout(2000);
  }
}
