import { nodeActivity, podActivity } from "../../app/lib/activity";
import { nodeView, podView } from "../../app/lib/views";
import { aNode, aPod, at } from "./objects";

const NOW = at(1000);

describe("a node", () => {
  it.each([
    ["True", "ready"],
    ["False", "notReady"],
    ["Unknown", "unknown"],
  ] as const)("with the condition Ready=%s is %s since its last transition", (ready, status) => {
    expect(nodeView(aNode("node-1", { ready, since: 60 }))).toMatchObject({ status, since: at(60), cordoned: false });
  });

  it("without conditions is not ready, since an unknown time", () => {
    expect(nodeView({ metadata: { name: "node-1" } })).toEqual({
      name: "node-1",
      status: "notReady",
      since: null,
      cordoned: false,
      cordonedSince: null,
      kubelet: "",
      os: "",
      zone: "",
    });
  });

  it("that is ready and cordoned has a time for each", () => {
    expect(nodeView(aNode("node-1", { since: 10, cordonedAt: 90 }))).toMatchObject({
      status: "ready",
      since: at(10),
      cordoned: true,
      cordonedSince: at(90),
    });
  });
});

describe("a pod", () => {
  it.each([
    ["waits for a node", { state: "pending", node: null, since: at(5), reason: "" }, { since: 5 }],
    ["fits on no node", { state: "pending", reason: "Unschedulable" }, { unschedulable: true }],
    [
      "is on a node and pulls its image",
      { state: "starting", reason: "" },
      { node: "n", waiting: "ContainerCreating" },
    ],
    ["runs but is not ready yet", { state: "starting" }, { node: "n", since: 5, startedAt: 7 }],
    ["is ready", { state: "ready", since: at(9) }, { node: "n", ready: true, since: 9, startedAt: 7 }],
    ["is no longer ready", { state: "notReady", since: at(99) }, { node: "n", since: 99, startedAt: 7 }],
    [
      "cannot pull its image",
      { state: "failing", reason: "ImagePullBackOff" },
      { node: "n", waiting: "ImagePullBackOff" },
    ],
    ["has succeeded", { state: "succeeded" }, { node: "n", phase: "Succeeded" }],
    ["was evicted", { state: "failed", reason: "Evicted" }, { node: "n", phase: "Failed", reason: "Evicted" }],
    ["was asked to stop", { state: "terminating", since: at(40) }, { node: "n", ready: true, deletedAt: 40 }],
  ] as const)("that %s is shown as %j", (_, view, options) => {
    expect(podView(aPod("web-a", options))).toMatchObject(view);
  });

  it("has the number of its containers' restarts", () => {
    expect(podView(aPod("web-a", { node: "n", restarts: 3 })).restarts).toBe(3);
  });
});

describe("activity", () => {
  const codes = (activity: { code: string }[]) => activity.map(({ code }) => code);
  const node = (...args: Parameters<typeof aNode>) => nodeView(aNode(...args));
  const pod = (...args: Parameters<typeof aPod>) => podView(aPod(...args));

  it("of a node has the time that Kubernetes recorded", () => {
    expect(nodeActivity(node("node-1"), node("node-1", { ready: "Unknown", since: 60 }), NOW)).toEqual([
      { key: `nodeUnknown node-1 ${at(60)}`, at: at(60), code: "nodeUnknown", node: "node-1" },
    ]);
  });

  it("of a node covers joining, leaving, cordoning and uncordoning", () => {
    expect(codes(nodeActivity(undefined, node("node-1"), NOW))).toEqual(["nodeAdded"]);
    expect(codes(nodeActivity(node("node-1"), undefined, NOW))).toEqual(["nodeGone"]);
    expect(codes(nodeActivity(node("node-1"), node("node-1", { cordonedAt: 9 }), NOW))).toEqual(["nodeCordoned"]);
    expect(codes(nodeActivity(node("node-1", { cordonedAt: 9 }), node("node-1"), NOW))).toEqual(["nodeUncordoned"]);
    expect(codes(nodeActivity(node("node-1"), node("node-1", { since: 0 }), NOW))).toEqual([]);
  });

  it("follows a pod from its creation to its deletion", () => {
    const states = [
      undefined,
      pod("web-a"),
      pod("web-a", { node: "n", waiting: "ContainerCreating" }),
      pod("web-a", { node: "n", ready: true, since: 8 }),
      pod("web-a", { node: "n", since: 60, startedAt: 5 }),
      pod("web-a", { node: "n", since: 60, startedAt: 5, deletedAt: 70 }),
      undefined,
    ];
    const history = states
      .slice(1)
      .map((after, i) => ((states[i] ?? after) ? codes(podActivity(states[i], after, NOW)) : []));
    expect(history).toEqual([
      ["podCreated"],
      ["podPlaced"],
      ["podReady"],
      ["podNotReady"],
      ["podTerminating"],
      ["podGone"],
    ]);
  });

  it("names the reason why a pod cannot start", () => {
    expect(podActivity(pod("web-a", { node: "n" }), pod("web-a", { node: "n", waiting: "ErrImagePull" }), NOW)).toEqual(
      [expect.objectContaining({ code: "podFailing", pod: "web-a", node: "n", reason: "ErrImagePull" })],
    );
  });
});
