import { ClassModel } from "../../../../cli/commands/board/model/classModel";
import { watchClass } from "../../../../cli/commands/board/watchClass";
import type { BoardChange, BoardSnapshot, StudentView } from "../../../../cli/commands/board/types";
import { watchedKinds } from "../../../../cli/commands/board/watched";
import { stuckMs } from "../../../../cli/exercises/judge";
import { loadCourse } from "../../../../cli/exercises/load";
import { waitUntil } from "../../../waiting";
import { root } from "../../harness";
import { ClassApi, minutesAgo, registry, timing } from "./classApi";

const course = loadCourse(root);
const indexOf = (id: string) => course.exercises.findIndex((one) => one.id === id);

let api: ClassApi;
let model: ClassModel;
let changes: BoardChange[];
let aheadMs: number;
let answers: Record<string, number | undefined>;
let visited: string[];
let ended: AbortController;

beforeEach(async () => {
  api = await new ClassApi().start();
  [changes, aheadMs, answers, visited, ended] = [[], 0, {}, [], new AbortController()];
  model = new ClassModel({
    ...{ stack: "dev", course, registry },
    visit: (url) => {
      visited.push(url);
      return Promise.resolve(answers[url]);
    },
    onChange: (change) => changes.push(change),
    now: () => Date.now() + aheadMs,
  });
});

afterEach(async () => {
  ended.abort();
  await api.stop();
});

/** Watches, and waits for the first picture. */
async function watch(): Promise<void> {
  watchClass(api.client, model, ended.signal, timing);
  await waitUntil("all is listed", () => model.isListed);
  for (const kind of watchedKinds) await waitUntil(`${kind} is watched`, () => api.openWatches(kind) === 1);
  model.flush();
  changes.length = 0;
}

const snapshot = (): BoardSnapshot => {
  model.flush();
  return model.snapshot();
};
const student = (label: string): StudentView => snapshot().students!.find((one) => one.label === label)!;
const stateOf = (label: string, id: string) => student(label)?.states[indexOf(id)];
const becomes = (label: string, id: string, state: string) =>
  waitUntil(`${id} of ${label} is ${state}`, () => stateOf(label, id) === state);
/** Labels of the students in all changes since the first picture. */
const changed = () => changes.flatMap(({ students }) => students.map(({ label }) => label));

/** @returns what gives the labels of the students who have been looked at since */
function followLooks(): () => string[] {
  const looks = jest.spyOn(model as unknown as { look: (one: StudentView) => boolean }, "look");
  return () => [...new Set(looks.mock.calls.map(([{ label }]) => label))];
}

describe("the model of a class", () => {
  it("shows nobody before every kind of object is listed, and then everybody", async () => {
    api.addNodes(4);
    ["kim", "lee"].forEach((label) => api.addStudent(label));
    api.deploy("kim");
    api.forbid("events");
    watchClass(api.client, model, ended.signal, timing);
    await waitUntil("events are forbidden", () => snapshot().sources.events.state === "forbidden");
    await waitUntil("the rest is live", () => {
      return watchedKinds.every((kind) => kind === "events" || snapshot().sources[kind].state === "live");
    });
    expect(snapshot().students).toBeNull();
    api.forbid(null);
    await waitUntil("all is listed", () => model.isListed);
    expect(
      snapshot()
        .students!.map(({ label }) => label)
        .sort(),
    ).toEqual(["kim", "lee"]);
    expect(snapshot().nodes.map(({ name, status }) => `${name} ${status}`)).toEqual(
      [0, 1, 2, 3].map((index) => `lab-agent-${index} ready`),
    );
  });

  it("has one watch for each kind of object for twenty students", async () => {
    for (let index = 0; index < 20; index += 1) api.addStudent(`s${index}`);
    await watch();
    expect(watchedKinds.map((kind) => [api.count(kind, "list"), api.count(kind, "watch")])).toEqual(
      watchedKinds.map(() => [1, 1]),
    );
  });

  it("says of each exercise how it stands, and what is next in words", async () => {
    api.addNodes(4);
    api.addStudent("kim");
    await watch();
    api.deploy("kim");
    await becomes("kim", "deploy", "done");
    expect(course.exercises.map(({ id }) => `${id} ${stateOf("kim", id)}`)).toEqual([
      // What is on students' own Docker is not “not yet”.
      ...["pull elsewhere", "run elsewhere", "remove elsewhere", "compose elsewhere", "login done", "push done"],
      ...["nodes not yet", "deploy done", "expose not yet", "scale not yet", "update not yet", "undo not yet"],
      "delete not yet",
    ]);
    expect(student("kim").next).toMatchObject({
      exercise: indexOf("nodes"),
      fails: false,
      hint: { en: expect.stringMatching(/^There is no answer yet/), ko: expect.stringMatching(/^아직 답이 없습니다/) },
    });
  });

  it("looks again only at the student in whose space something has changed", async () => {
    for (let index = 0; index < 20; index += 1) api.addStudent(`s${index}`);
    await watch();
    const looked = followLooks();
    api.deploy("s7");
    await becomes("s7", "deploy", "done");
    expect(changed()).toEqual(changed().map(() => "s7"));
    expect(looked()).toEqual(["s7"]);
  });

  it("looks again at nobody when a watch has become too old and the same is listed again", async () => {
    for (let index = 0; index < 20; index += 1) api.addStudent(`s${index}`);
    await watch();
    const looked = followLooks();
    api.failNext("quotas", "watch", { status: 410 });
    api.putSilently("configMaps", { metadata: { name: "answers", namespace: "student-s3" }, data: { nodes: "9" } });
    api.failNext("configMaps", "watch", { status: 410 });
    api.end("quotas");
    api.end("configMaps");
    await waitUntil("both are listed again", () => api.count("configMaps", "list") + api.count("quotas", "list") === 4);
    await waitUntil("the change is shown", () => student("s3").next?.hint.en.startsWith("The answer 9 is not right"));
    expect([changed(), looked()]).toEqual([["s3"], ["s3"]]);
  });

  it("goes on after a bookmark from its version, and says when it does not reach the API server", async () => {
    api.addStudent("kim");
    await watch();
    const version = api.bookmark("pods");
    api.end("pods");
    await waitUntil("the next watch is open", () => api.count("pods", "watch") === 2);
    expect(api.requests.at(-1)!.url.searchParams.get("resourceVersion")).toBe(version);
    await api.stop();
    await waitUntil("all retry", () => watchedKinds.every((kind) => snapshot().sources[kind].state === "retrying"));
    expect(student("kim").label).toBe("kim");
    await api.start();
    await waitUntil("all is live", () => watchedKinds.every((kind) => snapshot().sources[kind].state === "live"));
    api.deploy("kim");
    await becomes("kim", "deploy", "done");
  });

  it("remembers what was done, and begins again with a space that is made again", async () => {
    api.addNodes(4);
    api.addStudent("kim");
    api.answerNodes("kim", 4);
    await watch();
    const number = student("kim").number;
    expect(stateOf("kim", "nodes")).toBe("done");
    api.remove("configMaps", "answers", "student-kim");
    api.deploy("kim");
    await becomes("kim", "deploy", "done");
    api.remove("deployments", "web", "student-kim");
    await waitUntil("the Deployment is gone", () => student("kim").next?.hint.en.startsWith("There is no Service web"));
    expect([stateOf("kim", "nodes"), stateOf("kim", "deploy"), stateOf("kim", "push")]).toEqual([
      "done",
      "done",
      "done",
    ]);
    api.remove("namespaces", "student-kim");
    await waitUntil("kim is gone", () => snapshot().students!.length === 0);
    expect(changes.flatMap(({ gone }) => gone)).toEqual(["kim"]);
    api.addStudent("kim", "another");
    await becomes("kim", "deploy", "not yet");
    expect(student("kim").number).toBe(number);
  });

  it("calls a student stuck when something fails and nothing has moved for three minutes, with nobody's help", async () => {
    api.addStudent("kim");
    api.addStudent("lee");
    api.deployWrong("kim", 1);
    await watch();
    expect(student("kim").next).toMatchObject({ exercise: indexOf("nodes"), state: "not yet" });
    expect(stateOf("kim", "deploy")).toBe("not yet");
    aheadMs = stuckMs;
    model.sweep();
    const { next } = student("kim");
    expect(next).toMatchObject({
      ...{ exercise: indexOf("deploy"), state: "stuck", fails: true, since: expect.stringContaining("T") },
      hint: { en: expect.stringContaining(`cannot pull \`${registry}/kim/nginz\`: no such image`) },
    });
    expect(Date.parse(next!.since!)).toBeLessThan(Date.now());
    expect(stateOf("lee", "deploy")).toBe("not yet");
  });

  it("waits for an address to be visited, and visits again what does not answer", async () => {
    api.addStudent("kim");
    api.deploy("kim");
    await watch();
    api.expose("kim", { ip: "8.8.8.8", port: 8080 });
    await waitUntil("nothing answers", () => student("kim").states[indexOf("expose")] && visited.length === 1);
    await waitUntil("it is said", () => {
      model.sweep();
      return visited.length > 1 && stateOf("kim", "expose") === "not yet";
    });
    answers["http://8.8.8.8:8080"] = 200;
    model.sweep();
    await becomes("kim", "expose", "done");
    const visits = visited.length;
    model.sweep();
    expect(visited.length).toBe(visits);
  });

  it("takes an address that cannot be reached from here for one that may answer elsewhere", async () => {
    api.addStudent("kim");
    api.deploy("kim");
    await watch();
    api.expose("kim", { ip: "10.0.0.4", port: 8080 });
    await becomes("kim", "expose", "done");
    expect(visited).toEqual(["http://10.0.0.4:8080"]);
  });

  it("shows which quota is used up, and not what a class does not have at all", async () => {
    api.addStudent("kim");
    await watch();
    expect(student("kim").limits).toEqual([]);
    api.setQuota("kim", { pods: "10", "services.loadbalancers": "0", "services.nodeports": "0" });
    await waitUntil("it is shown", () => student("kim").limits.length > 0);
    expect(student("kim").limits).toEqual([{ resource: "pods", used: "10" }]);
  });

  it("looks again at everybody when the number of nodes changes, and at nobody when a kubelet reports", async () => {
    api.addNodes(3);
    ["kim", "lee"].forEach((label) => api.addStudent(label));
    api.answerNodes("kim", 4);
    await watch();
    expect(stateOf("kim", "nodes")).toBe("not yet");
    api.addNodes(3);
    api.put("nodes", { metadata: { name: "lab-server" } });
    await becomes("kim", "nodes", "done");
    expect(changed()).toEqual(["kim"]);
    expect(changes.filter(({ nodes }) => nodes !== null).length).toBe(1);
  });

  it("leaves out namespaces that only look like a student's, and objects in them", async () => {
    api.addStudent("kim");
    api.put("namespaces", { metadata: { name: "student-hub", labels: {} } });
    api.put("namespaces", { metadata: { name: "other", labels: { "container-lab/student": "lee" } } });
    await watch();
    expect(snapshot().students!.map(({ label }) => label)).toEqual(["kim"]);
  });

  it("gives every student a number that does not follow the names", async () => {
    const labels = Array.from({ length: 40 }, (_, index) => `s${String(index).padStart(2, "0")}`);
    labels.forEach((label) => api.addStudent(label));
    await watch();
    const numbers = labels.map((label) => student(label).number);
    expect([...numbers].sort((a, b) => a - b)).toEqual(labels.map((_, index) => index + 1));
    // One in 40! that it fails by chance.
    expect(numbers).not.toEqual(labels.map((_, index) => index + 1));
    api.addStudent("late");
    await waitUntil("the new one is there", () => student("late") !== undefined);
    expect(student("late").number).toBe(41);
  });

  it("says when a student last changed something", async () => {
    api.addStudent("kim");
    api.deployWrong("kim", 5);
    await watch();
    expect(Date.parse(student("kim").next!.since!)).toBeLessThanOrEqual(Date.parse(minutesAgo(4)));
  });
});
