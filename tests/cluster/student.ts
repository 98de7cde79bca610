import { ApiException, type V1Secret } from "@kubernetes/client-node";
import { studentKubeconfig } from "../../components/kubernetes/students/kubeconfig";
import { studentsOf } from "../../config/students";
import { Kube } from "../local/kube";
import { waitUntil } from "../waiting";
import type { TestCluster } from "./cluster";
import { students } from "./objects";

export const labels = studentsOf(students).students.map(({ label }) => label);

/** A student with the kubeconfig that the program makes from their Secret. */
export class Student {
  readonly namespace: string;
  readonly kube: Kube;

  private constructor(
    readonly label: string,
    kubeconfig: string,
  ) {
    this.namespace = `student-${label}`;
    this.kube = new Kube(kubeconfig);
  }

  static async of({ kube }: TestCluster, label: string): Promise<Student> {
    let secret: V1Secret = {};
    const isFilled = async () => {
      secret = await kube.core.readNamespacedSecret({ name: label, namespace: "students" });
      return secret.data?.["token"] !== undefined;
    };
    await waitUntil(`the token of ${label} is there`, isFilled);
    const server = kube.config.getCurrentCluster()!.server;
    return new Student(
      label,
      studentKubeconfig({
        lab: "azure-container-lab/local",
        server,
        namespace: `student-${label}`,
        user: label,
        data: secret.data!,
      }),
    );
  }
}

/** The HTTP status of a request: 200 if it succeeds. */
export function codeOf(attempt: () => Promise<unknown>): Promise<number> {
  return attempt().then(
    () => 200,
    (error: unknown) => {
      if (error instanceof ApiException) return error.code;
      throw error;
    },
  );
}

/** The app's image. Every node has it. */
export async function appImage({ kube }: TestCluster): Promise<string> {
  const { spec } = await kube.apps.readNamespacedDeployment({ name: "app", namespace: "lab" });
  return spec!.template.spec!.containers[0]!.image!;
}

/** A Deployment as `kubectl create deployment` makes it, without resources or security settings. */
export function plainDeployment(name: string, image: string, replicas = 1) {
  return {
    metadata: { name, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "app", image }] } },
    },
  };
}

export function serviceOf(name: string, type: string) {
  return { metadata: { name }, spec: { type, selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } };
}
