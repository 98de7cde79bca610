import type { KubernetesObject, V1Container } from "@kubernetes/client-node";
import { connect } from "../../cli/kubernetes/api";
import { emptySpace } from "../../cli/kubernetes/emptySpace";
import { builtInConfigMap, studentKinds } from "../../cli/kubernetes/studentKinds";
import type { Inputs } from "../../simulator";
import { isReady } from "../local/kube";
import { waitUntil } from "../waiting";
import type { TestCluster } from "./cluster";
import { withStudents } from "./objects";
import { report, secondsSince } from "./report";
import { Student, appImage, codeOf, labels, plainDeployment, serviceOf } from "./student";

const finalizers = ["example.com/never"];
const limitSeconds = 60;
const day = 86_400;

/** Does not end when it is asked to, but later by itself: one of these outlives its pod. */
const stubborn = (image: string): V1Container => ({
  name: "app",
  image,
  command: ["node", "-e", 'process.on("SIGTERM", () => undefined); setTimeout(() => process.exit(), 300_000);'],
});

/** What a student could leave in a space before there were policies against it: finalizers on six kinds, and long goodbyes. */
function leftovers(image: string): KubernetesObject[] {
  const metadata = (name: string) => ({ name, finalizers });
  const deployment = plainDeployment("never", image, 2);
  const { template } = deployment.spec;
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: metadata("never") },
    { apiVersion: "v1", kind: "Secret", metadata: metadata("never") },
    { apiVersion: "v1", kind: "Service", ...serviceOf("never", "ClusterIP"), metadata: metadata("never") },
    {
      ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: metadata("never") },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
    {
      ...{ apiVersion: "apps/v1", kind: "Deployment", ...deployment, metadata: metadata("never") },
      // Each new pod has the finalizer, too.
      spec: { ...deployment.spec, template: { ...template, metadata: { ...template.metadata, finalizers } } },
    },
    {
      ...{ apiVersion: "v1", kind: "Pod", metadata: metadata("never") },
      spec: { terminationGracePeriodSeconds: day, containers: [stubborn(image)] },
    },
    {
      ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "tomorrow" } },
      spec: { terminationGracePeriodSeconds: day, containers: [stubborn(image)] },
    },
  ] as KubernetesObject[];
}

const isBinding = ({ kind }: Inputs) => kind === "ValidatingAdmissionPolicyBinding";

/**
 * Creates objects in a student's space as if there were no policies yet, and waits until they run. The policies are there again
 * when it returns. The API server takes a moment to notice each change.
 */
async function createBeforePolicies(cluster: TestCluster, { kube: own, namespace }: Student, running: number) {
  const { kube } = cluster;
  const image = await appImage(cluster);
  const bindings = (await cluster.rehearse(withStudents)).objects.filter(isBinding) as KubernetesObject[];
  const thief = { metadata: { name: "probe" }, spec: { ports: [{ port: 80 }], externalIPs: ["10.0.0.1"] } };
  const probe = () => codeOf(() => own.core.createNamespacedService({ namespace, body: thief, dryRun: "All" }));
  for (const binding of bindings) await kube.delete(binding);
  await waitUntil("the policies are gone", async () => (await probe()) === 200);
  for (const object of leftovers(image)) {
    const placed = { ...object, metadata: { ...object.metadata, namespace } };
    await waitUntil(`${placed.kind} ${placed.metadata.name} is accepted`, () => kube.apply(placed));
  }
  const ready = async () => (await kube.pods(namespace)).filter(isReady).length;
  await waitUntil("what is left over runs", async () => (await ready()) === running);
  for (const binding of bindings) await kube.apply(binding);
  await waitUntil("the policies are there again", async () => (await probe()) === 422);
}

/** A student's space is emptied in bounded time whatever is in it, and then its namespace can go at once. */
export function removalTests(cluster: () => TestCluster): void {
  let student: Student;
  let neighbour: Student;

  const objectsIn = async ({ namespace }: Student): Promise<string[]> => {
    const lists = await Promise.all(
      studentKinds.map(async ({ kind, api, resource }) => {
        const path = `/${api}/namespaces/${namespace}/${resource}`;
        const { items } = await cluster().kube.get<{ items: KubernetesObject[] }>(path);
        return items.map(({ metadata }) => `${kind} ${metadata!.name} ${metadata!.uid}`);
      }),
    );
    return lists.flat().filter((object) => !object.startsWith(`ConfigMap ${builtInConfigMap} `));
  };

  /** Quotas, limits, roles and policies of a space, as the lab declares them, with their identities. */
  const boundsOf = async ({ namespace }: Student) => {
    const { objects } = await cluster().rehearse(withStudents);
    const own = objects.filter(({ metadata }) => metadata.namespace === namespace) as KubernetesObject[];
    const read = await Promise.all(own.map((object) => cluster().kube.read(object)));
    return read.map(({ kind, metadata }) => `${kind} ${metadata!.name} ${metadata!.uid}`);
  };

  const empty = async ({ namespace }: Student) => {
    const api = await connect({ kubeconfig: cluster().kube.config.exportConfig() });
    const begun = performance.now();
    const emptied = await emptySpace(api, namespace, limitSeconds);
    return { ...emptied, seconds: (performance.now() - begun) / 1000 };
  };

  beforeAll(async () => {
    const [first, second] = await Promise.all(labels.slice(0, 2).map((label) => Student.of(cluster(), label)));
    [student, neighbour] = [first!, second!];
    const image = await appImage(cluster());
    const { kube, namespace } = neighbour;
    await kube.apps.createNamespacedDeployment({ namespace, body: plainDeployment("stays", image) });
    await waitUntil("the neighbour's pod is ready", async () =>
      (await kube.pods(namespace, "app=stays")).some(isReady),
    );
    await createBeforePolicies(cluster(), student, 4);
    // A day's goodbye begins.
    const tomorrow = { name: "tomorrow", namespace: student.namespace };
    await cluster().kube.core.deleteNamespacedPod({ ...tomorrow, gracePeriodSeconds: day });
  });

  afterAll(async () => {
    const { kube, namespace } = neighbour;
    await kube.apps.deleteNamespacedDeployment({ name: "stays", namespace });
  });

  it("empties a space with finalizers on six kinds and pods that ask for a day, and leaves its bounds and the neighbour as they are", async () => {
    const bounds = await boundsOf(student);
    const others = await objectsIn(neighbour);
    const count = (await objectsIn(student)).length;
    const { nodeName } = (await student.kube.core.readNamespacedPod({ name: "tomorrow", namespace: student.namespace }))
      .spec!;
    const { left, forced, seconds } = await empty(student);
    report(`10. ${count} objects with finalizers and a day's grace are gone in ${seconds.toFixed(1)} s`);
    // Its kubelet has begun a day's goodbye, and hears of nothing else.
    expect({ left, forced }).toEqual({ left: [], forced: [`tomorrow on ${nodeName}`] });
    expect(seconds).toBeLessThan(limitSeconds);
    expect(await objectsIn(student)).toEqual([]);
    expect(await boundsOf(student)).toEqual(bounds);
    expect(await objectsIn(neighbour)).toEqual(others);
    expect(await codeOf(() => student.kube.core.listNamespacedPod({ namespace: student.namespace }))).toBe(200);
  });

  it("then lets the namespace go at once, and takes the student again", async () => {
    const { kube } = cluster();
    const { objects } = await cluster().rehearse(withStudents);
    const namespace = { name: student.namespace };
    const ofStudent = ({ kind, metadata }: Inputs) =>
      metadata.namespace === student.namespace || (kind === "Namespace" && metadata.name === student.namespace);
    const begun = performance.now();
    await kube.core.deleteNamespace(namespace);
    await waitUntil(
      "the namespace is gone",
      async () => (await codeOf(() => kube.core.readNamespace(namespace))) === 404,
    );
    report(`10. an emptied namespace is gone in ${secondsSince(begun)}`);
    for (const object of objects.filter(ofStudent)) await kube.apply(object);
    await waitUntil(
      "the student is let in",
      async () => (await codeOf(() => student.kube.core.listNamespacedPod({ namespace: student.namespace }))) === 200,
    );
  });
}
