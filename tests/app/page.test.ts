import { pickLanguage } from "../../app/public/shared/language";
import { duration } from "../../app/public/shared/time";
import { followOutage } from "../../app/public/outage";
import { summarize, type Attempt } from "../../app/public/requests";
import {
  arrange,
  countAll,
  emptyState,
  mergeActivity,
  withChange,
  withSnapshot,
  type LogEntry,
} from "../../app/public/state";
import { en } from "../../app/public/messages-en";
import { ko } from "../../app/public/messages-ko";
import { nodeView, podView } from "../../app/lib/views";
import type { Change, Snapshot } from "../../app/types";
import { aNode, aPod, at } from "./objects";

const NO_CHANGE: Change = {
  nodes: [],
  pods: [],
  deployments: [],
  goneNodes: [],
  gonePods: [],
  goneDeployments: [],
  sources: {},
  activity: [],
};
const LIVE = { state: "live" as const, since: at(0) };

function snapshot(nodes: string[], pods: [string, string?][]): Snapshot {
  return {
    mode: "cluster",
    standalone: null,
    namespace: "lab",
    endsAt: null,
    sources: { nodes: LIVE, pods: LIVE, deployments: LIVE },
    nodes: nodes.map((name) => nodeView(aNode(name))),
    pods: pods.map(([name, node]) => podView(aPod(name, node === undefined ? {} : { node, ready: true }))),
    deployments: [],
    activity: [],
  };
}

const item = (code: LogEntry["code"], seconds: number, key = `${code} ${seconds}`): LogEntry => ({
  key,
  at: at(seconds),
  code,
});

describe("the page's state of the cluster", () => {
  it("puts pods into their nodes, nodes in numeric order", () => {
    const state = withSnapshot(
      emptyState(),
      snapshot(["node-10", "node-9"], [["b", "node-9"], ["a", "node-9"], ["c"]]),
    );
    const { boxes, waiting } = arrange(state);
    expect(boxes.map(({ node, pods }) => [node.name, pods.map(({ name }) => name)])).toEqual([
      ["node-9", ["a", "b"]],
      ["node-10", []],
    ]);
    expect(waiting.map(({ name }) => name)).toEqual(["c"]);
    expect(countAll(state)).toEqual({ nodes: 2, ready: 2, pods: 3, readyPods: 2, pending: 1 });
  });

  it("gives a pod's node a box although it is not listed", () => {
    const { boxes } = arrange(withSnapshot(emptyState(), snapshot([], [["a", "node-1"]])));
    expect(boxes.map(({ node }) => [node.name, node.status])).toEqual([["node-1", "absent"]]);
  });

  it("applies a change, and applying it again has no effect", () => {
    const before = withSnapshot(emptyState(), snapshot(["node-1"], [["a", "node-1"]]));
    const change = {
      ...NO_CHANGE,
      pods: [podView(aPod("b", { node: "node-1" }))],
      gonePods: ["uid-of-a"],
      sources: { pods: { state: "retrying" as const, since: at(5) } },
      activity: [{ ...item("podGone", 5), code: "podGone" as const }],
    };
    const changed = withChange(before, change);
    expect([...changed.pods.keys()]).toEqual(["uid-of-b"]);
    expect([changed.sources?.nodes.state, changed.sources?.pods.state]).toEqual(["live", "retrying"]);
    expect(withChange(changed, change)).toEqual(changed);
    expect([...before.pods.keys()]).toEqual(["uid-of-a"]);
  });
});

describe("activity on the page", () => {
  it("is shown once if two replicas report it, newest first", () => {
    const known = mergeActivity([], [item("nodeAdded", 1), item("nodeUnknown", 3)]);
    const merged = mergeActivity(known, [
      item("nodeAdded", 1),
      item("podGone", 2),
      item("nodeUnknown", 3),
      item("podReady", 3),
    ]);
    expect(merged.map(({ code }) => code)).toEqual(["podReady", "nodeUnknown", "podGone", "nodeAdded"]);
  });

  it("omits after a reconnect that another replica started watching", () => {
    const watching = { key: "w1", at: at(0), code: "watching" as const };
    const first = withSnapshot(emptyState(), { ...snapshot([], []), activity: [watching] });
    const second = withSnapshot(first, { ...snapshot([], []), activity: [{ ...watching, key: "w2", at: at(9) }] });
    expect(second.activity.map(({ key }) => key)).toEqual(["w1"]);
  });

  it("is limited to the sixty newest entries", () => {
    const many = Array.from({ length: 100 }, (_, i) => item("podGone", i));
    const kept = mergeActivity([], many);
    expect([kept.length, kept[0]?.at, kept[59]?.at]).toEqual([60, at(99), at(40)]);
  });
});

describe("the page's own requests", () => {
  const attempt = (startedAt: number, outcome: Attempt["outcome"], pod = "a"): Attempt => ({
    slot: Math.round(startedAt / 1000),
    startedAt,
    outcome,
    ms: 5,
    reason: outcome === "own" ? "offline" : null,
    answer: outcome === "answered" ? ({ pod } as NonNullable<Attempt["answer"]>) : null,
  });

  const follow = (attempts: Attempt[]) => {
    let outage: ReturnType<typeof followOutage>["outage"] = null;
    return attempts.map((latest) => {
      const followed = followOutage(outage, latest);
      outage = followed.outage;
      return followed.code === null ? "" : `${followed.code} ${followed.seconds}`;
    });
  };

  it("report no outage if they fail by the browser's side", () => {
    expect(follow([attempt(0, "answered"), attempt(1000, "own"), attempt(2000, "own")])).toEqual(["", "", ""]);
  });

  it("report an outage once when it begins, and its length once five in a row are answered", () => {
    const events = follow([
      attempt(0, "answered"),
      attempt(1000, "failed"),
      attempt(2000, "answered"),
      attempt(500, "answered"), // Sent before the outage, answered late.
      attempt(4000, "answered"),
      attempt(3000, "failed"), // Sent before the request above: only that one counts from here.
      attempt(5000, "answered"),
      attempt(6000, "answered"),
      attempt(7000, "answered"),
      attempt(8000, "answered"),
      attempt(9000, "answered"),
    ]);
    expect(events).toEqual(["", "outageBegan null", "", "", "", "", "", "", "", "outageEnded 3", ""]);
  });

  it("are counted by pod, without open ones and those that failed by the browser's side", () => {
    const { total, failed, byPod, own } = summarize([
      attempt(0, "answered"),
      attempt(1, "failed"),
      attempt(2, "answered", "b"),
      attempt(3, "open"),
      attempt(4, "own"),
    ]);
    expect([...own]).toEqual([["offline", 1]]);
    expect([total, failed, [...byPod]]).toEqual([
      3,
      1,
      [
        ["a", 1],
        ["b", 1],
      ],
    ]);
  });
});

describe("the page's language", () => {
  it.each([
    [null, ["ko-KR", "en"], "ko"],
    [null, ["fr", "ko"], "ko"],
    [null, ["de-DE"], "en"],
    [null, [], "en"],
    ["en", ["ko"], "en"],
    ["xx", ["ko"], "ko"],
  ])("with the choice %j and the browser's %j is %s", (chosen, preferred, language) => {
    expect(pickLanguage(chosen, preferred)).toBe(language);
  });

  it("has the same messages in English and Korean, and a Korean text for every activity code", () => {
    const paths = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
        : [path];
    expect(paths(ko, "")).toEqual(paths(en, ""));
    const korean = Object.entries(ko.activity).map(([code, say]) => [
      code,
      say({ node: "N", pod: "P", deployment: "D", reason: "MemoryPressure", nodes: 1, pods: 1, seconds: 1 }),
    ]);
    for (const [code, text] of korean) expect([code, text]).toEqual([code, expect.stringMatching(/[가-힣]/)]);
  });

  it.each([
    ["Init:CrashLoopBackOff", "init container: keeps crashing", "초기화 컨테이너: 반복해서 비정상 종료됨"],
    ["Init:Error", "init container: ended with an error", "초기화 컨테이너: 오류로 종료됨"],
    ["Init:ImagePullBackOff", "init container: image cannot be pulled", "초기화 컨테이너: 이미지를 가져올 수 없음"],
    ["OOMKilled", "ran out of memory", "메모리 부족으로 종료됨"],
    ["SomethingNew", "SomethingNew", "SomethingNew"],
  ])("says what the reason %s means: %s, %s", (reason, english, korean) => {
    expect([en.why(reason), ko.why(reason)]).toEqual([english, korean]);
  });

  it.each([
    [
      'pods "app-1" is forbidden: exceeded quota: student, requested: pods=1, used: pods=10, limited: pods=10',
      "they exceed the namespace's quota",
    ],
    [
      'pods "app-1" is forbidden: failed quota: student: must specify memory',
      "the namespace's quota requires requests and limits",
    ],
    [
      'pods "app-1" is forbidden: violates PodSecurity "restricted:latest"',
      "they have more privileges than the namespace allows",
    ],
    ["admission webhook denied the request", "a rule of the cluster forbids them"],
  ])("says why Kubernetes refuses a Deployment's pods: %s", (message, english) => {
    expect(en.refused("app", message)).toBe(`Kubernetes refuses pods of Deployment app: ${english} (${message})`);
  });

  it.each([
    [119, "119 seconds", "119초"],
    [600, "10 minutes", "10분"],
  ])("says how long the page did not watch: %d seconds as %s and %s", (seconds, english, korean) => {
    expect(en.activity.paused({ seconds })).toContain(`did not watch for ${english}: `);
    expect(ko.activity.paused({ seconds })).toContain(`${korean} 동안`);
  });

  it("uses the singular and the plural", () => {
    const summary = { ready: 1, nodes: 1, readyPods: 0, pods: 2, pending: 1 };
    expect(en.summary(summary)).toBe("1 of 1 node ready, 0 of 2 pods ready, 1 waiting for a node");
    expect(ko.summary(summary)).toBe("노드 1개 중 1개 준비됨, 파드 2개 중 0개 준비됨, 1개는 노드를 기다리는 중");
  });

  it.each([
    [-3, "0 s", "0초"],
    [59.9, "59 s", "59초"],
    [60, "1 min", "1분"],
    [3600, "1 h", "1시간"],
    [90_000, "1 d", "1일"],
  ])("shows %d seconds as %s and %s", (seconds, english, korean) => {
    expect([duration(seconds, en), duration(seconds, ko)]).toEqual([english, korean]);
  });
});
