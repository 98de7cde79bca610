import type { KubernetesObject } from "@kubernetes/client-node";
import { waitUntil } from "../waiting";
import type { Inputs } from "../../simulator";
import { boardTest } from "./board";
import type { TestCluster } from "./cluster";
import { mapConcurrently } from "./concurrently";
import { report, secondsSince } from "./report";
import { Student, codeOf } from "./student";

const names = Array.from({ length: 100 }, (_, index) => `student${index + 1}`);

const keyOf = ({ kind, metadata }: Inputs) => [kind, metadata.namespace, metadata.name].join(" ");

/** 11: 100 students are added at once, the board shows them, and one of them leaves. */
export function fullClassTests(cluster: () => TestCluster): void {
  const objectsFor = async (students: readonly string[]) =>
    (await cluster().rehearse({ students: JSON.stringify(students) })).objects;

  const ofStudents = ({ metadata }: Inputs) => /^students?\b/.test(String(metadata.namespace ?? metadata.name));

  /** Version of each object of the students, once Kubernetes has counted the use of each quota. */
  const versions = async (objects: readonly Inputs[]) => {
    for (const object of objects.filter(({ kind }) => kind === "ResourceQuota")) {
      const place = object["metadata"] as { name: string; namespace: string };
      const counted = async () =>
        (await cluster().kube.core.readNamespacedResourceQuota(place)).status?.hard !== undefined;
      await waitUntil(`the quota in ${place.namespace} is counted`, counted);
    }
    const read = await mapConcurrently(objects.filter(ofStudents), (object) =>
      cluster().kube.read(object as KubernetesObject),
    );
    return Object.fromEntries(read.map((object) => [keyOf(object as Inputs), object.metadata?.resourceVersion]));
  };

  it("accepts the spaces of 100 students without a warning, and each student can list their pods", async () => {
    const { kube } = cluster();
    const begun = performance.now();
    const objects = await objectsFor(names);
    const rehearsed = secondsSince(begun);
    const calls = kube.calls;
    const applied = performance.now();
    // A namespace comes before its objects, which depend on it.
    const isNamespace = ({ kind }: Inputs) => kind === "Namespace";
    await mapConcurrently(objects.filter(isNamespace), (object) => kube.apply(object as KubernetesObject));
    await mapConcurrently(
      objects.filter((object) => !isNamespace(object)),
      (object) => kube.apply(object as KubernetesObject),
    );
    report(
      `11. ${names.length} students: ${objects.length} objects rehearsed in ${rehearsed}, applied in ${secondsSince(applied)} ` +
        `by ${kube.calls - calls} API calls`,
    );
    expect(kube.warnings).toEqual([]);
    const students = await Promise.all(names.map((label) => Student.of(cluster(), label)));
    const codes = await mapConcurrently(students, ({ kube: own, namespace }) =>
      codeOf(() => own.core.listNamespacedPod({ namespace })),
    );
    expect(codes).toEqual(Array(100).fill(200));
  });

  boardTest(cluster, names);

  it("removes the space of a student who leaves, and changes nothing for the other 99", async () => {
    const { kube } = cluster();
    const [leaver, ...others] = names as [string, ...string[]];
    const after = await objectsFor(others);
    const remaining = new Set(after.map(keyOf));
    const gone = (await objectsFor(names)).filter((object) => !remaining.has(keyOf(object)));
    expect(gone.map(keyOf).sort()).toEqual([
      `LimitRange student-${leaver} student`,
      `Namespace  student-${leaver}`,
      `NetworkPolicy student-${leaver} student`,
      `ResourceQuota student-${leaver} no-cross-namespace-affinity`,
      `ResourceQuota student-${leaver} no-priority`,
      `ResourceQuota student-${leaver} student`,
      `Role student-${leaver} student`,
      `RoleBinding student-${leaver} student`,
      `Secret students ${leaver}`,
      `ServiceAccount students ${leaver}`,
    ]);
    const student = await Student.of(cluster(), leaver);
    const before = await versions(after);
    const begun = performance.now();
    for (const object of [...gone].reverse()) await kube.delete(object);
    const isGone = async () => (await codeOf(() => kube.core.readNamespace({ name: student.namespace }))) === 404;
    await waitUntil("the namespace is gone", isGone);
    await mapConcurrently(after, (object) => kube.apply(object as KubernetesObject));
    report(`11. one student removed and the objects of the other 99 applied again in ${secondsSince(begun)}`);
    expect(await versions(after)).toEqual(before);
    expect(await codeOf(() => student.kube.core.listNamespacedPod({ namespace: student.namespace }))).toBe(401);
  });
}
