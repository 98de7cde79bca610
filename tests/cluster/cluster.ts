import { readFileSync } from "node:fs";
import type { KubernetesObject } from "@kubernetes/client-node";
import Docker from "dockerode";
import { k3sCidrs } from "../../facts/k3s";
import { docker as runDocker } from "../docker/engine";
import { waitUntil } from "../waiting";
import { Kube, nameOf } from "../local/kube";
import { LocalLab } from "../local/lab";
import { type RehearsedLab, Rehearsals } from "../local/rehearsal";

/** Selects the lab's namespaces. */
const labelSelector = "app.kubernetes.io/part-of=container-lab";

/** Whether the tests run on the lab's own cluster, of which the program knows the network, the load balancers and the volumes. */
export const isOwnCluster = process.env["KUBECONFIG_TEST"] === undefined;

/** A cluster to test the lab on. */
export interface TestCluster {
  readonly kube: Kube;
  /** Names of the four nodes that run pods, sorted. */
  readonly nodes: readonly string[];
  /** The app's URL. The app must be applied before. */
  url(): Promise<string>;
  /** What the program submits to this cluster. @param config replaces keys of the lab */
  rehearse(config?: Readonly<Record<string, string>>): Promise<RehearsedLab>;
  /** Kills a node, which must be a container on this machine. */
  kill(node: string): Promise<void>;
  startNode(node: string): Promise<void>;
  /** Sees to it that no packet to a Service leaves the nodes. A node that was started anew has forgotten it. */
  keepInside(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The cluster of the kubeconfig file in KUBECONFIG_TEST, with the app's image in IMAGE_TEST. Without these variables it is
 * the lab's own cluster in containers.
 */
export async function openCluster(): Promise<TestCluster> {
  const { KUBECONFIG_TEST: kubeconfig, IMAGE_TEST: image } = process.env;
  if (kubeconfig === undefined) return localCluster();
  if (image === undefined) {
    throw new Error(
      "KUBECONFIG_TEST requires IMAGE_TEST, an image of the app that the cluster can pull: build app/ and push it",
    );
  }
  return existingCluster(readFileSync(kubeconfig, "utf8"), image);
}

async function localCluster(): Promise<TestCluster> {
  const lab = await LocalLab.prepare();
  try {
    await lab.up();
    await lab.pushApp();
    const { kubeconfig } = await lab.rehearse();
    const kube = new Kube(kubeconfig!);
    await waitUntil("four nodes are Ready", async () => (await kube.readyNodes()).length === 4);
    const nodes = await kube.readyNodes();
    return {
      kube,
      nodes,
      url: () => Promise.resolve(lab.appUrl),
      rehearse: (config) => lab.rehearse(config),
      kill: (node) => lab.docker.getContainer(node).kill(),
      startNode: async (node) => {
        await lab.startNode(node);
        await keepInside(node);
      },
      keepInside: async () => void (await Promise.all(nodes.map(keepInside))),
      close: () => lab.down(),
    };
  } catch (error) {
    await lab.down();
    throw error;
  }
}

/**
 * A node sends what goes to a Service's address to one of its pods. Until it has heard of the Service it knows no better than its default
 * route, by which a test's request would leave this machine, and be answered by who knows whom. Dropped, it is sent again a second later.
 */
async function keepInside(node: string): Promise<void> {
  const [, services] = k3sCidrs;
  const [rule, table] = [`POSTROUTING --destination ${services} --jump DROP`, "iptables --wait --table mangle"];
  await runDocker("exec", node, "sh", "-c", `${table} --check ${rule} 2>/dev/null || ${table} --append ${rule}`);
}

async function existingCluster(kubeconfig: string, image: string): Promise<TestCluster> {
  const kube = new Kube(kubeconfig);
  const docker = new Docker();
  const rehearsals = new Rehearsals();
  // The tests delete what they create, and would delete a lab with the same names.
  const { items: namespaces } = await kube.core.listNamespace({ labelSelector });
  if (namespaces.length > 0) {
    throw new Error(
      `the cluster has a lab already (${namespaces.map(nameOf).join(", ")}): remove it, or choose another cluster`,
    );
  }
  const nodes = await schedulableNodes(kube);
  if (nodes.length !== 4)
    throw new Error(`the tests need four nodes that run pods, and ${nodes.length} are Ready: ${nodes.join(", ")}`);
  const apiServer = kube.config.getCurrentCluster()!.server;
  const lab = { kubeContext: "test", image, apiServer };
  return {
    kube,
    nodes,
    /** The Service's node port on a node that no test kills. */
    async url() {
      const { spec } = await kube.core.readNamespacedService({ name: "app", namespace: "lab" });
      const node = (await kube.nodes()).find((one) => nameOf(one) === nodes.at(-1))!;
      const address = node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
      return `http://${address}:${spec?.ports?.[0]?.nodePort}`;
    },
    rehearse: (config) => rehearsals.run({ ...lab, ...config }),
    kill: (node) => docker.getContainer(node).kill(),
    startNode: (node) => docker.getContainer(node).start(),
    // What is outside of that cluster's nodes is not known.
    keepInside: () => Promise.resolve(),
    async close() {
      const { objects } = await rehearsals.run({ ...lab, students: '["one"]' });
      for (const object of objects.filter(({ metadata }) => metadata.namespace === undefined)) {
        await kube.delete(object as KubernetesObject).catch(() => undefined);
      }
      // The students' namespaces of all tests.
      const { items } = await kube.core.listNamespace({ labelSelector });
      await Promise.all(items.map((one) => kube.core.deleteNamespace({ name: nameOf(one) })));
    },
  };
}

/** Names of the Ready nodes without a taint that keeps pods away, such as that of kind's control plane. */
async function schedulableNodes(kube: Kube): Promise<string[]> {
  const tainted = (await kube.nodes())
    .filter(({ spec }) => spec?.taints?.some(({ effect }) => effect !== "PreferNoSchedule"))
    .map(nameOf);
  return (await kube.readyNodes()).filter((node) => !tainted.includes(node));
}
