import type { KubernetesObject } from "@kubernetes/client-node";
import { docker } from "../../docker/engine";
import { isReady } from "../../local/kube";
import { waitUntil } from "../../waiting";
import { appPodOn, restart, waitForRollout } from "../app";
import { create } from "../attacks/requests";
import { type TestCluster, isOwnCluster } from "../cluster";
import { commands, podOf } from "../manifests/manifest";
import { report } from "../report";
import { Student, appImage, labels } from "../student";
import { expected } from "./expected";
import { reachedFrom } from "./probe";
import { type Targets, pagePorts, standIns, targetsOf, targetsOfApp } from "./targets";

/** A namespace without policies: what its pod does not reach, nobody could. */
const open = "reach";

/** Who reaches whom: what the network policies promise. */
export function reachTests(cluster: () => TestCluster): void {
  if (!isOwnCluster) return report("8. is left out: it tries the network of the lab's own cluster");

  let kim: Student;
  let lee: Student;

  beforeAll(async () => {
    [kim, lee] = (await Promise.all(labels.slice(0, 2).map((label) => Student.of(cluster(), label)))) as [
      Student,
      Student,
    ];
    const image = await appImage(cluster());
    // One pod of the app is on each node again.
    await restart(cluster());
    await waitForRollout(cluster());
    await Promise.all([
      createPage(cluster(), kim, image, pagePorts.first),
      createPage(cluster(), lee, image, pagePorts.second),
      createOpenPods(cluster(), image),
    ]);
  });

  afterAll(async () => {
    await standInAddresses(cluster(), "delete");
    await cluster().kube.core.deleteNamespace({ name: open });
    for (const { kube, namespace } of [kim, lee]) {
      for (const name of ["here", "there"]) await kube.core.deleteNamespacedPod({ name, namespace });
      await kube.core.deleteNamespacedService({ name: "page", namespace });
    }
  });

  it("lets each pod reach its own, DNS and the Internet, and nothing of others", async () => {
    const { kube, nodes } = cluster();
    const appPod = await appPodOn(cluster(), nodes[1]!);
    const sources: readonly Source[] = [
      { pod: { name: "here", namespace: kim.namespace }, targets: await targetsOf(cluster(), kim, lee) },
      { pod: { name: "here", namespace: lee.namespace }, targets: await targetsOf(cluster(), lee, kim) },
      { pod: { name: appPod.metadata!.name!, namespace: "lab" }, targets: await targetsOfApp(cluster(), kim) },
      { pod: { name: "here", namespace: open }, targets: await targetsOf(cluster(), kim, lee) },
    ];
    // A new pod is open until the network policies' controller has seen it.
    const isClosed = async ({ pod, targets }: Source) =>
      !(await reachedFrom(kube, pod, { kubelet: targets["the kubelet of another node"] }))["kubelet"];
    for (const source of sources.slice(0, 2))
      await waitUntil("the pod's policies are in force", () => isClosed(source));
    const columns = await Promise.all(sources.map(({ pod, targets }) => reachedFrom(kube, pod, targets)));
    const word = (reached: boolean | undefined) => (reached === undefined ? "-" : reached ? "yes" : "no");
    const matrix = Object.fromEntries(
      Object.keys(sources[0]!.targets).map((target) => [target, columns.map((column) => word(column[target]))]),
    );
    const line = (first: string, words: readonly string[]) =>
      report(
        `8. ${first.padEnd(50)}${words
          .map((one) => one.padEnd(5))
          .join("")
          .trimEnd()}`,
      );
    line("to \\ from", ["kim", "lee", "app", "a pod without policies"]);
    for (const [target, words] of Object.entries(matrix)) line(target, words);
    expect(matrix).toEqual(expected);
  });
}

interface Source {
  readonly pod: { readonly name: string; readonly namespace: string };
  readonly targets: Targets;
}

/** Adds or deletes addresses of the node itself, so that no packet to them leaves it. */
async function standInAddresses({ nodes }: TestCluster, action: "add" | "delete") {
  for (const address of Object.values(standIns))
    await docker("exec", nodes[1]!, "ip", "address", action, `${address}/32`, "dev", "lo");
}

/** Two pods that serve a page, on the second and third node, behind a load balancer. */
async function createPage({ nodes }: TestCluster, { kube, namespace }: Student, image: string, port: number) {
  const add = async (resource: string, body: object) => {
    const answer = await kube.send(create(resource, namespace, body));
    if (answer.code !== 201) throw new Error(JSON.stringify(answer.body));
  };
  const container = { name: "app", image, command: commands.serve() };
  for (const [name, node] of [
    ["here", nodes[1]],
    ["there", nodes[2]],
  ] as const) {
    const { spec } = podOf(name, [container], { nodeSelector: { "kubernetes.io/hostname": node } });
    await add("pods", { metadata: { name, labels: { app: "page" } }, spec });
  }
  const ports = [{ port, targetPort: 8080 }];
  await add("services", {
    metadata: { name: "page" },
    spec: { type: "LoadBalancer", selector: { app: "page" }, ports },
  });
  const isThere = async () => {
    const { status } = await kube.core.readNamespacedService({ name: "page", namespace });
    return (await kube.pods(namespace, "app=page")).filter(isReady).length === 2 && status?.loadBalancer?.ingress;
  };
  await waitUntil(`the page of ${namespace} is there`, isThere);
}

/** A pod that nothing restricts, and on its node the addresses that stand for what is outside of the cluster. */
async function createOpenPods(cluster: TestCluster, image: string) {
  const { kube, nodes } = cluster;
  await standInAddresses(cluster, "add");
  await kube.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: open } });
  const listen = Object.values(standIns)
    .map((address) => `require('http').createServer((_, answer) => answer.end()).listen(80, '${address}');`)
    .join(" ");
  const onNode = { nodeName: nodes[1], terminationGracePeriodSeconds: 1 };
  const root = { runAsUser: 0 };
  const pods = {
    here: { ...onNode, containers: [{ name: "app", image, command: commands.wait }] },
    outside: {
      ...onNode,
      hostNetwork: true,
      containers: [{ name: "app", image, command: ["node", "-e", listen], securityContext: root }],
    },
  };
  for (const [name, spec] of Object.entries(pods)) {
    await kube.apply({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: open }, spec } as KubernetesObject);
  }
  await waitUntil(
    "the pods without policies are ready",
    async () => (await kube.pods(open)).filter(isReady).length === 2,
  );
}
