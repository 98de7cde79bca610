import { deploymentActivity, nodeActivity, podActivity } from "../../app/lib/activity";
import { deploymentView, nodeView, podView } from "../../app/lib/views";
import { aDeployment, aNode, aPod, at } from "./objects";

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
      pressures: [],
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

describe("a node under pressure", () => {
  it("has what it is short of, and since when, beside its status", () => {
    expect(nodeView(aNode("node-1", { memoryPressureSince: 30 }))).toMatchObject({
      status: "ready",
      pressures: [{ type: "MemoryPressure", since: at(30) }],
    });
  });
});

describe("a Deployment", () => {
  it("whose pods are refused has the message and the time", () => {
    const message = 'pods "app-1" is forbidden: exceeded quota: student';
    expect(deploymentView(aDeployment("app", message))).toEqual({ name: "app", refusal: { message, since: at(70) } });
  });

  it("whose pods are created has no refusal", () => {
    expect(deploymentView(aDeployment("app"))).toEqual({ name: "app", refusal: null });
  });

  it("with a very long message has its beginning", () => {
    expect(deploymentView(aDeployment("app", "x".repeat(5000))).refusal?.message).toBe("x".repeat(300));
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
    ["crashed just now", { state: "failing", reason: "OOMKilled" }, { node: "n", ended: "OOMKilled" }],
    [
      "has an init container that keeps crashing",
      { state: "failing", reason: "Init:CrashLoopBackOff" },
      { node: "n", init: { waiting: { reason: "CrashLoopBackOff" } } },
    ],
    [
      "has an init container that failed",
      { state: "failing", reason: "Init:Error" },
      { node: "n", init: { terminated: { exitCode: 1, reason: "Error" } } },
    ],
    [
      "has an init container whose image cannot be pulled",
      { state: "failing", reason: "Init:ImagePullBackOff" },
      { node: "n", init: { waiting: { reason: "ImagePullBackOff" } } },
    ],
    ["runs its init container", { state: "starting", reason: "" }, { node: "n", init: { running: {} } }],
    [
      "has a container that crashes after its init container",
      { state: "failing", reason: "CrashLoopBackOff" },
      { node: "n", init: { terminated: { exitCode: 0 } }, waiting: "CrashLoopBackOff" },
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

  it("has the number of its init container's restarts while that runs", () => {
    const pod = aPod("web-a", { node: "n", init: { running: {} } });
    const [prepare] = pod.status.initContainerStatuses ?? [];
    expect(
      podView({ ...pod, status: { ...pod.status, initContainerStatuses: [{ ...prepare, restartCount: 4 }] } }),
    ).toMatchObject({
      restarts: 4,
    });
  });

  it("with a sidecar that has started is judged by its containers", () => {
    const pod = aPod("web-a", { node: "n", init: { running: {} }, waiting: "ErrImagePull" });
    const [prepare] = pod.status.initContainerStatuses ?? [];
    const sidecar = {
      ...pod,
      spec: { ...pod.spec, initContainers: [{ name: "prepare", restartPolicy: "Always" }] },
      status: { ...pod.status, initContainerStatuses: [{ ...prepare, started: true }] },
    };
    expect(podView(sidecar)).toMatchObject({ state: "failing", reason: "ErrImagePull" });
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

  it("of a node covers its pressure and its relief", () => {
    const pressed = node("node-1", { memoryPressureSince: 30 });
    expect(nodeActivity(node("node-1"), pressed, NOW)).toEqual([
      {
        key: `nodePressure MemoryPressure node-1 ${at(30)}`,
        at: at(30),
        code: "nodePressure",
        node: "node-1",
        reason: "MemoryPressure",
      },
    ]);
    expect(codes(nodeActivity(pressed, node("node-1"), NOW))).toEqual(["nodeRelieved"]);
  });

  it("of a Deployment covers that its pods are refused, and created again", () => {
    const [refused, allowed] = [deploymentView(aDeployment("app", "no")), deploymentView(aDeployment("app"))];
    expect(deploymentActivity(allowed, refused, NOW)).toEqual([
      { key: `deploymentRefused app ${at(70)}`, at: at(70), code: "deploymentRefused", deployment: "app" },
    ]);
    expect(codes(deploymentActivity(refused, allowed, NOW))).toEqual(["deploymentAllowed"]);
    expect(codes(deploymentActivity(refused, refused, NOW))).toEqual([]);
    expect(codes(deploymentActivity(undefined, allowed, NOW))).toEqual([]);
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
