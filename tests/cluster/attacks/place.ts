import type { TestCluster } from "../cluster";
import { type Student, appImage } from "../student";

/** What an attacker knows: their own space, and addresses of others, which need not be secret. */
export interface Place {
  readonly student: string;
  readonly own: string;
  readonly neighbour: string;
  readonly image: string;
  readonly node: string;
  /** Of the lab's app. */
  readonly app: { readonly clusterIP: string; readonly nodePort: number };
}

export async function placeOf(cluster: TestCluster, student: Student, neighbour: Student): Promise<Place> {
  const { spec } = await cluster.kube.core.readNamespacedService({ name: "app", namespace: "lab" });
  return {
    student: student.label,
    own: student.namespace,
    neighbour: neighbour.namespace,
    image: await appImage(cluster),
    node: cluster.nodes[1]!,
    app: { clusterIP: spec!.clusterIP!, nodePort: spec!.ports![0]!.nodePort! },
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
