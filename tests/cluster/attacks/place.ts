import type { TestCluster } from "../cluster";
import { type Student, appImage } from "../student";

/** What an attacker knows: their own space, and addresses of others, which need not be secret. */
export interface Place {
  readonly student: string;
  readonly own: string;
  readonly neighbour: string;
  readonly image: string;
  readonly node: string;
  /** Addresses of Services of the cluster. */
  readonly addresses: { readonly dns: string; readonly apiServer: string };
  /** Of the lab's app. */
  readonly app: { readonly clusterIP: string; readonly nodePort: number };
}

export async function placeOf(cluster: TestCluster, student: Student, neighbour: Student): Promise<Place> {
  const serviceOf = async (name: string, namespace: string) =>
    (await cluster.kube.core.readNamespacedService({ name, namespace })).spec!;
  const [app, dns, apiServer] = [
    await serviceOf("app", "lab"),
    await serviceOf("kube-dns", "kube-system"),
    await serviceOf("kubernetes", "default"),
  ];
  return {
    student: student.label,
    own: student.namespace,
    neighbour: neighbour.namespace,
    image: await appImage(cluster),
    node: cluster.nodes[1]!,
    addresses: { dns: dns.clusterIP!, apiServer: apiServer.clusterIP! },
    app: { clusterIP: app.clusterIP!, nodePort: app.ports![0]!.nodePort! },
  };
}

/** A pod's parts that a test changes. */
export interface PodChange {
  readonly metadata?: object;
  readonly spec?: object;
  readonly container?: object;
}

/** A pod of one container that waits. */
export function podOf(name: string, { image }: Pick<Place, "image">, { metadata, spec, container }: PodChange = {}) {
  return {
    metadata: { name, labels: { app: name }, ...metadata },
    spec: { containers: [{ name: "app", image, command: waiting, ...container }], ...spec },
  };
}

/** A command that waits until it is asked to end. As a container's first process, Node ignores that unless it is told not to. */
export const waiting = ["node", "-e", "process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000)"];
