import { isReady } from "../local/kube";
import { waitUntil } from "../waiting";
import { waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { mapConcurrently } from "./concurrently";
import { report, secondsSince } from "./report";
import {
  allowed,
  canI,
  escalationRights,
  everyAccount,
  everyStudent,
  publicRights,
  resourceNames,
  verbs,
} from "./rights";
import { exec, portForward } from "./streams";
import { Student, appImage, labels, plainDeployment, serviceOf } from "./student";

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
      expect([namespace, granted.sort()]).toEqual([namespace, [...own, ...everyStudent, ...everyAccount].sort()]);
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
}
