import { ApiException, type V1Secret } from "@kubernetes/client-node";
import { studentKubeconfig } from "../../components/kubernetes/students/kubeconfig";
import { studentsOf } from "../../config/students";
import { waitUntil } from "../waiting";
import { Kube, isReady } from "../local/kube";
import { waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { mapConcurrently } from "./concurrently";
import { exec, portForward } from "./streams";
import { students } from "./objects";
import { report, secondsSince } from "./report";

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
      studentKubeconfig({ server, namespace: `student-${label}`, user: label, data: secret.data! }),
    );
  }
}

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];

/** All rights of a student in their own namespace, by resource with its group. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  pods: [...read, ...write],
  services: [...read, ...write],
  configmaps: [...read, ...write],
  secrets: [...read, ...write],
  persistentvolumeclaims: [...read, ...write],
  "deployments.apps": [...read, ...write],
  "deployments/scale.apps": ["get", "update", "patch"],
  "replicasets.apps": read,
  "pods/log": ["get"],
  "pods/exec": ["get", "create"],
  "pods/attach": ["get", "create"],
  "pods/portforward": ["get", "create"],
  events: read,
  "events.events.k8s.io": read,
  "endpointslices.discovery.k8s.io": read,
  resourcequotas: read,
  limitranges: read,
  // For `kubectl get all`.
  "daemonsets.apps": read,
  "statefulsets.apps": read,
  "jobs.batch": read,
  "cronjobs.batch": read,
  "horizontalpodautoscalers.autoscaling": read,
  replicationcontrollers: read,
};

/** Rights of every account everywhere: to ask for its own rights and identity. */
const everyAccount: readonly string[] = [
  "create selfsubjectaccessreviews.authorization.k8s.io",
  "create selfsubjectrulesreviews.authorization.k8s.io",
  "create selfsubjectreviews.authentication.k8s.io",
];

/** Rights of every account on newer clusters: certificates of authorities are public. */
const publicRights: readonly string[] = read.map((verb) => `${verb} clustertrustbundles.certificates.k8s.io`);

const verbs = [...read, ...write, "deletecollection"];

/** Verbs with which an account could gain rights, with their resources. */
const escalationRights: readonly Right[] = [
  ...["bind", "escalate"].flatMap((verb) =>
    ["roles", "clusterroles"].map((name) => ({ verb, resource: `${name}.rbac.authorization.k8s.io` })),
  ),
  ...["users", "groups", "serviceaccounts"].map((resource) => ({ verb: "impersonate", resource })),
  ...["approve", "sign"].map((verb) => ({ verb, resource: "signers.certificates.k8s.io" })),
];

/** 5: students have the rights that the exercises need in their own namespace, and no others. */
export function studentTests(cluster: () => TestCluster): void {
  let allStudents: Student[];

  beforeAll(async () => {
    allStudents = await Promise.all(labels.map((label) => Student.of(cluster(), label)));
  });

  it("allows a student exactly what the exercises need, of all verbs, resources and namespaces", async () => {
    const [student, neighbour] = allStudents as [Student, Student, ...Student[]];
    const resources = await resourceNames(cluster().kube);
    const rights = [...resources.flatMap((resource) => verbs.map((verb) => ({ verb, resource }))), ...escalationRights];
    const begun = performance.now();
    // `undefined` stands for all namespaces, and for resources without a namespace.
    const places = [student.namespace, neighbour.namespace, "lab", "students", "kube-system", "default", undefined];
    for (const namespace of places) {
      const answers = await mapConcurrently(rights, (right) => canI(student.kube, right, namespace));
      const granted = answers.filter((right) => right !== undefined && !publicRights.includes(right));
      const own = Object.entries(namespace === student.namespace ? allowed : {}).flatMap(([resource, may]) =>
        may.map((verb) => `${verb} ${resource}`),
      );
      expect([namespace, granted.sort()]).toEqual([namespace, [...own, ...everyAccount].sort()]);
    }
    report(
      `5. ${resources.length} resources, ${verbs.length} verbs, ${places.length} places: ` +
        `${rights.length * places.length} questions in ${secondsSince(begun)}`,
    );
  });

  it("gives every student the same rights in their own namespace, and only the rights of every account in others", async () => {
    const rules = async ({ kube }: Student, namespace: string) => {
      const { status } = await kube.authorization.createSelfSubjectRulesReview({ body: { spec: { namespace } } });
      return status?.resourceRules.map((rule) => JSON.stringify(rule)).sort();
    };
    const [first] = allStudents as [Student, ...Student[]];
    const inOwn = await rules(first, first.namespace);
    const elsewhere = await rules(first, "lab");
    expect(inOwn?.length).toBeGreaterThan(elsewhere?.length ?? 0);
    for (const student of allStudents) {
      expect(await rules(student, student.namespace)).toEqual(inOwn);
      for (const other of allStudents.filter(({ label }) => label !== student.label)) {
        expect(await rules(student, other.namespace)).toEqual(elsewhere);
      }
    }
  });

  it("accepts the requests of each exercise from a student", async () => {
    const [{ kube, namespace }] = allStudents as [Student, ...Student[]];
    const web = { name: "web", namespace };
    const image = await appImage(cluster());
    await kube.apps.createNamespacedDeployment({ namespace, body: plainDeployment("web", image) });
    await kube.core.createNamespacedService({ namespace, body: serviceOf("web", "ClusterIP") });
    await waitForRollout({ ...cluster(), kube }, web);
    await kube.apps.patchNamespacedDeploymentScale({
      ...web,
      body: [{ op: "replace", path: "/spec/replicas", value: 3 }],
    });
    await waitForRollout({ ...cluster(), kube }, web);
    const [pod] = (await kube.pods(namespace, "app=web")).filter(isReady);
    const name = pod!.metadata!.name!;
    // A pod without a probe counts as ready before it has logged anything.
    const log = () => kube.core.readNamespacedPodLog({ name, namespace });
    await waitUntil("it logs that it is ready", async () => (await log()).includes('"message":"ready"'));
    expect(await exec(kube, { name, namespace }, ["node", "-p", "6 * 7"])).toBe("42\n");
    expect(await portForward(kube, { name, namespace }, 8080, "/healthz")).toMatch(/^HTTP\/1\.1 200 /);
    await kube.apps.deleteNamespacedDeployment(web);
    await kube.core.deleteNamespacedService(web);
    await waitUntil("its pods are gone", async () => (await kube.pods(namespace)).length === 0);
    expect(kube.warnings).toEqual([]);
  });

  it("answers 403 when a student requests what is not theirs", async () => {
    const [student, neighbour] = allStudents as [Student, Student, ...Student[]];
    const { kube } = student;
    const account = { name: student.label, namespace: "students" };
    const attempts: Record<string, () => Promise<unknown>> = {
      "the neighbour's Secrets": () => kube.core.listNamespacedSecret({ namespace: neighbour.namespace }),
      "everybody's Secrets": () => kube.core.listSecretForAllNamespaces(),
      "the students' tokens": () => kube.core.readNamespacedSecret(account),
      "a token of their own": () =>
        kube.core.createNamespacedServiceAccountToken({ ...account, body: { spec: { audiences: [] } } }),
      nodes: () => kube.core.listNode(),
      namespaces: () => kube.core.listNamespace(),
      "their own quota": () =>
        kube.core.deleteNamespacedResourceQuota({ name: "student", namespace: student.namespace }),
      "their own namespace's labels": () =>
        kube.core.replaceNamespace({
          name: student.namespace,
          body: {
            metadata: { name: student.namespace, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
          },
        }),
    };
    const codes: Record<string, number> = {};
    for (const [what, attempt] of Object.entries(attempts)) codes[what] = await codeOf(attempt);
    expect(codes).toEqual(Object.fromEntries(Object.keys(attempts).map((what) => [what, 403])));
  });
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

/** All resources and subresources of the cluster, each with its group: `deployments/scale.apps`. */
async function resourceNames(kube: Kube): Promise<string[]> {
  const groups = (await kube.get<{ groups: { preferredVersion: { groupVersion: string } }[] }>("/apis")).groups;
  const paths = ["/api/v1", ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const lists = await Promise.all(paths.map((path) => kube.get<{ resources: { name: string }[] }>(path)));
  return lists.flatMap(({ resources }, index) => {
    const [, , group, version] = paths[index]!.split("/");
    return resources.map(({ name }) => (version === undefined ? name : `${name}.${group}`));
  });
}

interface Right {
  readonly verb: string;
  /** With its group: `deployments/scale.apps`. */
  readonly resource: string;
}

/** Asks the API server for one right. @returns the right, such as `create pods`, if it is granted */
async function canI(
  { authorization }: Kube,
  { verb, resource }: Right,
  namespace: string | undefined,
): Promise<string | undefined> {
  const [path = "", ...group] = resource.split(".");
  const [name, subresource] = path.split("/");
  const { status } = await authorization.createSelfSubjectAccessReview({
    body: {
      spec: {
        resourceAttributes: {
          verb,
          group: group.join("."),
          resource: name!,
          ...(subresource !== undefined && { subresource }),
          ...(namespace !== undefined && { namespace }),
        },
      },
    },
  });
  return status?.allowed ? `${verb} ${resource}` : undefined;
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
