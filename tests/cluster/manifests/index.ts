import { waitUntil } from "../../waiting";
import { textOf } from "../attacks/attack";
import { create, dryRun } from "../attacks/requests";
import type { TestCluster } from "../cluster";
import { mapConcurrently } from "../concurrently";
import { report, secondsSince } from "../report";
import { Student, appImage } from "../student";
import { amountManifests } from "./amounts";
import { controllerManifests, jobManifests } from "./controllers";
import { dataManifests } from "./data";
import type { Manifest } from "./manifest";
import { podManifests } from "./pods";
import { refusedManifests } from "./refused";
import { serviceManifests, toolManifests } from "./services";
import { empty, tryManifest } from "./trial";

/** Each has a space for one manifest at a time. */
const names = Array.from({ length: 16 }, (_, index) => `lesson${index + 1}`);

/** Manifests at a time; the other spaces are being emptied meanwhile. */
const atATime = 8;

/** What the Kubernetes documentation and common tools have, with the app's image. */
const tables = [
  podManifests,
  amountManifests,
  controllerManifests,
  jobManifests,
  dataManifests,
  serviceManifests,
  toolManifests,
  refusedManifests,
];

/** Ordinary manifests of lessons run in a student's space, or are refused for a reason that is said. */
export function manifestTests(cluster: () => TestCluster): void {
  it("runs what common lessons have, and says why it refuses the rest", async () => {
    const { kube } = cluster();
    for (const one of (await cluster().rehearse({ students: JSON.stringify(names) })).objects) await kube.apply(one);
    const students = await Promise.all(names.map((name) => Student.of(cluster(), name)));
    const image = await appImage(cluster());
    const manifests = tables.flatMap((table) => table(image));
    const begun = performance.now();
    const free = [...students];
    const emptied: Promise<unknown>[] = [];
    const tryNext = async (manifest: Manifest) => {
      await waitUntil("a space is free", () => free.length > 0);
      const student = free.shift()!;
      try {
        return await tryManifest(student, manifest);
      } finally {
        emptied.push(empty(student, manifest).then(() => free.push(student)));
      }
    };
    const outcomes = await mapConcurrently(manifests, tryNext, atATime);
    await Promise.all(emptied);
    const found = Object.fromEntries(manifests.map(({ name }, index) => [name, outcomes[index]!]));
    for (const [name, outcome] of Object.entries(found)) report(`9. ${name}: ${outcome}`);
    const runs = Object.values(found).filter((outcome) => outcome === "runs").length;
    report(`9. manifests: ${manifests.length} tried in ${secondsSince(begun)}, ${runs} run`);
    expect(found).toEqual(
      Object.fromEntries(
        manifests.map(({ name, outcome }) => [name, typeof outcome === "string" ? outcome : textOf(outcome)]),
      ),
    );
  });

  it.each([1, 2, 5, 10, 100])(
    "accepts a pod of three containers that say nothing with studentPods %i",
    async (pods) => {
      const { kube } = cluster();
      const name = `pods${pods}`;
      // So many pods need more than the usual space.
      const more = pods > 40 && { studentCpu: "500m", studentMemory: "3200Mi" };
      const config = { students: JSON.stringify([name]), studentPods: String(pods), ...more };
      for (const one of (await cluster().rehearse(config)).objects) await kube.apply(one);
      const student = await Student.of(cluster(), name);
      const containers = ["a", "b", "c"].map((name) => ({ name, image: "any" }));
      const request = create("pods", student.namespace, { metadata: { name: "three" }, spec: { containers } });
      // The API server notices the limits of a new namespace after a moment, and refuses pods until the quota is counted.
      await waitUntil("the quota is counted", async () => {
        const { status } = await kube.core.readNamespacedResourceQuota({
          name: "student",
          namespace: student.namespace,
        });
        return status?.hard !== undefined;
      });
      expect((await student.kube.send(dryRun(request))).code).toBe(201);
    },
  );
}
