import { waitUntil } from "../../waiting";
import type { TestCluster } from "../cluster";
import { mapConcurrently } from "../concurrently";
import { report } from "../report";
import { Student, labels } from "../student";
import { type Attack, type Result, outcomeOf, textOf } from "./attack";
import { changeAttacks } from "./changes";
import { claimAttacks } from "./claims";
import { tryFloods } from "./counts";
import { deleteOrdinarily } from "./deletes";
import { finalizerAttacks, leastObjects } from "./finalizers";
import { otherWayAttacks } from "./otherWays";
import { type Place, placeOf } from "./place";
import { podAttacks } from "./pods";
import { create, dryRun, remove } from "./requests";
import { resourceAttacks } from "./resources";
import { rightsAttacks } from "./rights";
import { serviceAttacks } from "./services";
import { sizeAttacks } from "./sizes";
import { tryTemplates } from "./templates";
import { allowedVolumes, otherVolumes, volumeAttacks, volumeKinds } from "./volumes";

/** Name of one object of each kind, which the attacks change. */
const existing = "existing";

/** What a student could do to others with nothing but their kubeconfig: each try is stopped, for the reason that it should be. */
export function attackTests(cluster: () => TestCluster): void {
  let student: Student;
  let second: Student;
  let third: Student;
  let place: Place;
  let tried = 0;
  let stopped = 0;

  beforeAll(async () => {
    const all = await Promise.all(labels.map((label) => Student.of(cluster(), label)));
    [student, second, third] = all as [Student, Student, Student];
    place = await placeOf(cluster(), student, second);
    for (const [resource, object] of Object.entries(leastObjects(place))) {
      await student.kube.send(create(resource, place.own, { ...object, metadata: { name: existing } }));
    }
  });

  afterAll(async () => {
    report(`7. attacks: ${tried} tried, ${stopped} stopped`);
    for (const resource of Object.keys(leastObjects(place))) {
      await student.kube.send(remove(resource, place.own, existing, { propagationPolicy: "Background" }));
    }
  });

  const expectStopped = async (attacks: readonly Attack[], atATime?: number) => {
    const attack = async ({ request, really, stopped: expected }: Attack) =>
      outcomeOf(await student.kube.send(really ? request : dryRun(request)), expected);
    const outcomes = await mapConcurrently(attacks, attack, atATime);
    tried += attacks.length;
    stopped += outcomes.filter((outcome) => !outcome.endsWith("it got through")).length;
    const named = (texts: readonly string[]) =>
      Object.fromEntries(attacks.map(({ name, harm }, index) => [`${name} (${harm})`, texts[index]!]));
    expect(named(outcomes)).toEqual(named(attacks.map((attack) => textOf(attack.stopped))));
  };

  const expectAsExpected = (results: readonly Result[]) => {
    tried += results.length;
    stopped += results.filter(({ expected, outcome }) => outcome === expected).length;
    const named = (part: "expected" | "outcome") => Object.fromEntries(results.map((one) => [one.name, one[part]]));
    expect(named("outcome")).toEqual(named("expected"));
  };

  it("stops pods that would reach the node or keep others away", () => expectStopped(podAttacks(place)));
  it("stops volumes of every kind that is not a student's own", () => expectStopped(volumeAttacks(place)));
  it("knows every kind of volume that the API server has", async () => {
    const kinds = await volumeKinds(cluster().kube);
    expect(kinds.sort()).toEqual([...allowedVolumes, ...Object.keys(otherVolumes)].sort());
  });
  it("stops pods that take what no quota counts, or more than a pod may", () => expectStopped(resourceAttacks(place)));
  it("stops claims to what is not a new and empty volume", () => expectStopped(claimAttacks(place, existing)));
  it("stops Services that would take traffic of others", () => expectStopped(serviceAttacks(place, existing)));
  // More of these at a time keep the API server from hearing its nodes, which then count as lost.
  it("stops objects that fill the API server's database", () => expectStopped(sizeAttacks(place, existing), 4));
  it("stops requests for which a student has no right", () => expectStopped(rightsAttacks(place, existing)));
  it("stops the same by every way to create or change", () => expectStopped(otherWayAttacks(place, existing)));
  it("stops changes and deletions that would hide a pod that runs", async () => {
    const isRunning = async () => {
      const { status } = await student.kube.core.readNamespacedPod({ name: existing, namespace: place.own });
      return status?.phase === "Running";
    };
    await waitUntil("the pod runs", isRunning);
    await expectStopped(changeAttacks(place, existing));
  });
  it("lets a student delete pods that wait, run or have ended", async () => {
    const codes = await deleteOrdinarily(student, place);
    expect(codes).toEqual(Object.fromEntries(Object.keys(codes).map((what) => [what, 200])));
  });
  // Before the templates, which delete much in the same space: then Kubernetes counts it again, and may take one object too many.
  it("stops more objects of a kind than the quota counts", async () => {
    expectAsExpected(await tryFloods([third, second], place));
  });
  it("stops what controllers would create from a student's template", async () => {
    expectAsExpected(await tryTemplates(third, place));
  });
  it("stops finalizers on every kind", () => expectStopped(finalizerAttacks(place, existing)));
}
