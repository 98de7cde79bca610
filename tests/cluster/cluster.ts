import { readFileSync } from "node:fs";
import type { KubernetesObject } from "@kubernetes/client-node";
import Docker from "dockerode";
import { waitUntil } from "../waiting";
import { Kube, nameOf } from "../local/kube";
import { LocalLab } from "../local/lab";
import { type RehearsedLab, Rehearsals } from "../local/rehearsal";

/** By which the lab's namespaces are known. */
const labelSelector = "app.kubernetes.io/part-of=container-lab";

/** A cluster to prove the lab's claims on, and its ways in. */
export interface TestCluster {
  readonly kube: Kube;
  /** Names of its four nodes that run pods, sorted. */
  readonly nodes: readonly string[];
  /** Where the app answers, once it is there. */
  url(): Promise<string>;
  /** What the program submits to this cluster, with values for some keys. */
  rehearse(config?: Readonly<Record<string, string>>): Promise<RehearsedLab>;
  /** Pulls the plug of a node that is a container of this machine's Docker. */
  kill(node: string): Promise<void>;
  startNode(node: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The cluster of the kubeconfig file that KUBECONFIG_TEST names, with the app's image at IMAGE_TEST; without these the lab's
 * own, in containers.
 */
export async function openCluster(): Promise<TestCluster> {
  const { KUBECONFIG_TEST: kubeconfig, IMAGE_TEST: image } = process.env;
  if (kubeconfig === undefined) return localCluster();
  if (image === undefined) {
    throw new Error(
      "IMAGE_TEST names the app's image, which the cluster in KUBECONFIG_TEST can pull: build app/ and push it",
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
    return {
      kube,
      nodes: await kube.readyNodes(),
      url: () => Promise.resolve(lab.appUrl),
      rehearse: (config) => lab.rehearse(config),
      kill: (node) => lab.docker.getContainer(node).kill(),
      startNode: (node) => lab.startNode(node),
      close: () => lab.down(),
    };
  } catch (error) {
    await lab.down();
    throw error;
  }
}

async function existingCluster(kubeconfig: string, image: string): Promise<TestCluster> {
  const kube = new Kube(kubeconfig);
  const docker = new Docker();
  const rehearsals = new Rehearsals();
  // What the proofs make they delete again, and with it what has the same names.
  const { items: there } = await kube.core.listNamespace({ labelSelector });
  if (there.length > 0) {
    throw new Error(
      `there is a lab on the cluster (${there.map(nameOf).join(", ")}): take it down, or name another cluster`,
    );
  }
  const nodes = await schedulableNodes(kube);
  if (nodes.length !== 4)
    throw new Error(`the proofs are about four nodes, and ${nodes.length} are Ready for pods: ${nodes.join(", ")}`);
  const apiServer = kube.config.getCurrentCluster()!.server;
  const lab = { kubeContext: "test", image, apiServer };
  return {
    kube,
    nodes,
    /** By the Service's port on a node that no proof takes away. */
    async url() {
      const { spec } = await kube.core.readNamespacedService({ name: "app", namespace: "lab" });
      const node = (await kube.nodes()).find((one) => nameOf(one) === nodes.at(-1))!;
      const address = node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
      return `http://${address}:${spec?.ports?.[0]?.nodePort}`;
    },
    rehearse: (config) => rehearsals.run({ ...lab, ...config }),
    kill: (node) => docker.getContainer(node).kill(),
    startNode: (node) => docker.getContainer(node).start(),
    async close() {
      const { objects } = await rehearsals.run({ ...lab, students: '["one"]' });
      for (const object of objects.filter(({ metadata }) => metadata.namespace === undefined)) {
        await kube.delete(object as KubernetesObject).catch(() => undefined);
      }
      // The students' namespaces, of whatever proof.
      const { items } = await kube.core.listNamespace({ labelSelector });
      await Promise.all(items.map((one) => kube.core.deleteNamespace({ name: nameOf(one) })));
    },
  };
}

/** Names of the nodes that are Ready and take pods: that of kind's control plane takes none. */
async function schedulableNodes(kube: Kube): Promise<string[]> {
  const closed = (await kube.nodes())
    .filter(({ spec }) => spec?.taints?.some(({ effect }) => effect !== "PreferNoSchedule"))
    .map(nameOf);
  return (await kube.readyNodes()).filter((node) => !closed.includes(node));
}
