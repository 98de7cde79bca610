import type { TestCluster } from "../cluster";
import { mapConcurrently } from "../concurrently";
import { report } from "../report";
import { waitUntil } from "../../waiting";
import { Student, labels } from "../student";
import { type Attack, type Result, outcomeOf, textOf } from "./attack";
import { type Place, placeOf } from "./place";
import { podAttacks } from "./pods";
import { claimAttacks } from "./claims";
import { finalizerAttacks, leastObjects } from "./finalizers";
import { changeAttacks } from "./changes";
import { tryFloods } from "./counts";
import { tryTemplates } from "./templates";
import { resourceAttacks } from "./resources";
import { rightsAttacks } from "./rights";
import { serviceAttacks } from "./services";
import { sizeAttacks } from "./sizes";
import { volumeAttacks } from "./volumes";
import { create, dryRun } from "./requests";

/** Name of one object of each kind, which the attacks change. */
const existing = "existing";

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

  afterAll(() => report(`attacks: ${tried} tried, ${stopped} stopped`));

  const expectStopped = async (attacks: readonly Attack[]) => {
    const outcomes = await mapConcurrently(attacks, async ({ request, really, stopped: expected }) =>
      outcomeOf(await student.kube.send(really ? request : dryRun(request)), expected),
    );
    tried += attacks.length;
    stopped += outcomes.filter((outcome) => !outcome.endsWith("it got through")).length;
    const named = (texts: readonly string[]) =>
      Object.fromEntries(attacks.map(({ name }, index) => [name, texts[index]!]));
    expect(named(outcomes)).toEqual(named(attacks.map((attack) => textOf(attack.stopped))));
  };

  const expectAsExpected = (results: readonly Result[]) => {
    tried += results.length;
    stopped += results.length;
    const named = (part: "expected" | "outcome") => Object.fromEntries(results.map((one) => [one.name, one[part]]));
    expect(named("outcome")).toEqual(named("expected"));
  };

  it("stops pods that would reach the node or keep others away", () => expectStopped(podAttacks(place)));
  it("stops volumes of every kind that is not a student's own", () => expectStopped(volumeAttacks(place)));
  it("stops pods that take what no quota counts, or more than a pod may", () => expectStopped(resourceAttacks(place)));
  it("stops claims to what is not a new and empty volume", () => expectStopped(claimAttacks(place, existing)));
  it("stops Services that would take traffic of others", () => expectStopped(serviceAttacks(place, existing)));
  it("stops objects that fill the API server's database", () => expectStopped(sizeAttacks(place, existing)));
  it("stops requests for which a student has no right", () => expectStopped(rightsAttacks(place, existing)));
  it("stops changes and deletions that would hide a pod that runs", async () => {
    const isRunning = async () => {
      const { status } = await student.kube.core.readNamespacedPod({ name: existing, namespace: place.own });
      return status?.phase === "Running";
    };
    await waitUntil("the pod runs", isRunning);
    await expectStopped(changeAttacks(place, existing));
  });
  it("stops what controllers would create from a student's template", async () => {
    expectAsExpected(await tryTemplates(third, place));
  });
  it("stops more objects of a kind than the quota counts", async () => {
    expectAsExpected(await tryFloods([third, second], place));
  });
  it("stops finalizers on every kind", () => expectStopped(finalizerAttacks(place, existing)));
}
