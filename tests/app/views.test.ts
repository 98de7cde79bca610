import { nodeActivity, podActivity } from "../../app/lib/activity";
import { nodeView, podView } from "../../app/lib/views";
import { aNode, aPod, at } from "./objects";

const NOW = at(1000);

describe("a node", () => {
  it.each([
    ["True", "ready"],
    ["False", "notReady"],
    ["Unknown", "unknown"],
  ] as const)("whose condition Ready is %s is %s since its last change", (ready, status) => {
    expect(nodeView(aNode("node-1", { ready, since: 60 }))).toMatchObject({ status, since: at(60), cordoned: false });
  });

  it("that has just come and has no condition yet is not ready since nobody knows when", () => {
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

  it("can be ready and cordoned, each since its own time", () => {
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
    ["waits for a node", { since: 5 }, { state: "pending", node: null, since: at(5), reason: "" }],
    ["that no node can take", { unschedulable: true }, { state: "pending", reason: "Unschedulable" }],
    ["has a node and pulls its image", { node: "n", waiting: "ContainerCreating" }, { state: "starting", reason: "" }],
    ["runs but is not ready yet", { node: "n", since: 5, startedAt: 7 }, { state: "starting" }],
    ["is ready", { node: "n", ready: true, since: 9, startedAt: 7 }, { state: "ready", since: at(9) }],
    ["was ready and is not any more", { node: "n", since: 99, startedAt: 7 }, { state: "notReady", since: at(99) }],
    [
      "whose image cannot be had",
      { node: "n", waiting: "ImagePullBackOff" },
      { state: "failing", reason: "ImagePullBackOff" },
    ],
    ["that ended well", { node: "n", phase: "Succeeded" }, { state: "succeeded" }],
    ["that was evicted", { node: "n", phase: "Failed", reason: "Evicted" }, { state: "failed", reason: "Evicted" }],
    ["is asked to stop", { node: "n", ready: true, deletedAt: 40 }, { state: "terminating", since: at(40) }],
  ] as const)("which %s", (_, options, view) => {
    expect(podView(aPod("web-a", options))).toMatchObject(view);
  });

  it("tells how often its containers were started again", () => {
    expect(podView(aPod("web-a", { node: "n", restarts: 3 })).restarts).toBe(3);
  });
});

describe("activity", () => {
  const codes = (activity: { code: string }[]) => activity.map(({ code }) => code);
  const node = (...args: Parameters<typeof aNode>) => nodeView(aNode(...args));
  const pod = (...args: Parameters<typeof aPod>) => podView(aPod(...args));

  it("of a node are told with the time at which Kubernetes saw them", () => {
    expect(nodeActivity(node("node-1"), node("node-1", { ready: "Unknown", since: 60 }), NOW)).toEqual([
      { key: `nodeUnknown node-1 ${at(60)}`, at: at(60), code: "nodeUnknown", node: "node-1" },
    ]);
  });

  it("of a node are its coming, going, cordon and its end", () => {
    expect(codes(nodeActivity(undefined, node("node-1"), NOW))).toEqual(["nodeAdded"]);
    expect(codes(nodeActivity(node("node-1"), undefined, NOW))).toEqual(["nodeGone"]);
    expect(codes(nodeActivity(node("node-1"), node("node-1", { cordonedAt: 9 }), NOW))).toEqual(["nodeCordoned"]);
    expect(codes(nodeActivity(node("node-1", { cordonedAt: 9 }), node("node-1"), NOW))).toEqual(["nodeUncordoned"]);
    expect(codes(nodeActivity(node("node-1"), node("node-1", { since: 0 }), NOW))).toEqual([]);
  });

  it("follow a pod from its creation to its end", () => {
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

  it("name the reason for which a pod cannot start", () => {
    expect(podActivity(pod("web-a", { node: "n" }), pod("web-a", { node: "n", waiting: "ErrImagePull" }), NOW)).toEqual(
      [expect.objectContaining({ code: "podFailing", pod: "web-a", node: "n", reason: "ErrImagePull" })],
    );
  });
});
