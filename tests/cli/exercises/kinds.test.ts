import { type KindName, checkKinds } from "../../../cli/exercises/kinds";
import type { Observed, Space } from "../../../cli/exercises/observed";
import { containerOf, deploymentOf, emptyDocker, emptySpace, podOf, readySlice, serviceOf } from "./objects";

const image = "r/kim/web:1";
const ready = { name: "web", image, replicas: 2 };
const reaches = { name: "web", type: "LoadBalancer", targetPort: 8080 };
const serves = { name: "web", port: 8081 };
const removed = { container: "web", image: "nginx:1" };
const deleted = { objects: ["Service", "Deployment"], name: "web" };
const compose = { services: ["db", "wordpress"] };
const pushed = { repository: "kim/web", tag: "2" };

const inSpace = (space: Partial<Space>, nodeCount = 4): Observed => ({ space: { ...emptySpace, ...space }, nodeCount });
const withPods = (...pods: Space["pods"]) => inSpace({ deployments: [deploymentOf(2)], pods });
const waiting = (reason: string, message = "") => podOf({ waiting: { reason, message } });
const onDocker = (docker: Partial<typeof emptyDocker>): Observed => ({ docker: { ...emptyDocker, ...docker } });
const service = (name: string, running = true) =>
  containerOf({ name: `lab-${name}-1`, running, exitCode: 3, labels: { "com.docker.compose.service": name } });
const inRegistry = (tags: string[]): Observed => ({ registry: { login: "accepted", tags: { "kim/web": tags } } });
const unplaced = {
  ...podOf(undefined),
  status: { conditions: [{ type: "PodScheduled", status: "False", message: "0/4 nodes are available" }] },
};
const eventOf = (kind: string) => ({ metadata: { name: "e" }, involvedObject: { kind, name: "web" } });
const answers = (nodes: string) => inSpace({ configMaps: [{ metadata: { name: "answers" }, data: { nodes } }] });

/** Kind, parameters, what is seen, and what is found: the way and its details, `!` where something fails. */
type Case = readonly [KindName, object, Observed, way: string | undefined, details?: object, fails?: "!"];

const cases: readonly Case[] = [
  ["image-present", { image: "nginx:1" }, onDocker({ images: ["nginx:2"] }), "missing", { image: "nginx:1" }],
  ["image-present", { image: "nginx:1" }, onDocker({ images: ["nginx:1"] }), undefined],
  ["container-serves", serves, onDocker({}), "missing", { name: "web", port: "8081" }],
  [
    ...([
      "container-serves",
      serves,
      onDocker({ containers: [containerOf({ running: false, exitCode: 137 })] }),
    ] as const),
    ...(["stopped", { name: "web", exitCode: "137" }, "!"] as const),
  ],
  [
    ...(["container-serves", serves, onDocker({ containers: [containerOf({ ports: [80] })] })] as const),
    ...(["not-published", { name: "web", port: "8081", found: "80" }, "!"] as const),
  ],
  [
    ...(["container-serves", serves, onDocker({ containers: [containerOf()] })] as const),
    ...(["no-answer", { name: "web", port: "8081" }, "!"] as const),
  ],
  ["container-serves", serves, onDocker({ containers: [containerOf()], answers: { 8081: 404 } }), undefined],
  ["docker-removed", removed, onDocker({ images: ["nginx:1"] }), "never-there", { name: "web" }],
  ["docker-removed", removed, onDocker({ containers: [containerOf()] }), "running", { name: "web" }],
  [
    "docker-removed",
    removed,
    onDocker({ containers: [containerOf({ running: false })] }),
    "still-there",
    { name: "web" },
  ],
  ["docker-removed", removed, onDocker({ removed: ["web"], images: ["nginx:1"] }), "image-there", { image: "nginx:1" }],
  ["docker-removed", removed, onDocker({ removed: ["web"], images: ["nginx:2"] }), undefined],
  ["compose-runs", compose, onDocker({}), "missing", { service: "db", services: "db, wordpress" }],
  [
    ...(["compose-runs", compose, onDocker({ containers: [service("db"), service("wordpress", false)] })] as const),
    ...(["stopped", { name: "lab-wordpress-1", exitCode: "3" }, "!"] as const),
  ],
  ["compose-runs", compose, onDocker({ containers: [service("db"), service("wordpress")] }), undefined],
  ["registry-login", {}, { login: "none" }, "none", {}],
  ["registry-login", {}, { login: "refused" }, "refused", {}, "!"],
  ["registry-login", {}, { login: "accepted" }, undefined],
  ["image-pushed", pushed, { registry: { login: "none", tags: {} } }, "not-logged-in", pushed],
  ["image-pushed", pushed, inRegistry([]), "missing", pushed],
  ["image-pushed", pushed, inRegistry(["1", "latest"]), "other-tag", { ...pushed, found: "1, latest" }],
  ["image-pushed", pushed, inRegistry(["1", "2"]), undefined],
  [
    "answer-given",
    { configMap: "answers", key: "nodes" },
    inSpace({}),
    "missing",
    { configMap: "answers", key: "nodes" },
  ],
  [
    ...(["answer-given", { configMap: "answers", key: "nodes" }, answers("3"), "wrong"] as const),
    { configMap: "answers", key: "nodes", found: "3" },
  ],
  ["answer-given", { configMap: "answers", key: "nodes" }, answers("4\n"), undefined],
  ["deployment-ready", ready, inSpace({}), "missing", { name: "web", image }],
  [
    "deployment-ready",
    ready,
    inSpace({
      deployments: [
        deploymentOf(2, image, {
          conditions: [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }],
        }),
      ],
    }),
    ...(["forbidden", { name: "web", reason: "exceeded quota" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(waiting("ErrImagePull", "manifest unknown: not found"))] as const),
    ...(["image-pull", { pod: "web-1", image, reason: "no such image" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(waiting("ImagePullBackOff", "401 Unauthorized"))] as const),
    ...(["image-pull", { pod: "web-1", image, reason: "no right to pull it, or no such image" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(waiting("InvalidImageName", "couldn't parse image name"))] as const),
    ...(["image-pull", { pod: "web-1", image, reason: "no such image" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(waiting("ErrImagePull", "dial tcp: lookup r: no such host"))] as const),
    ...(["image-pull", { pod: "web-1", image, reason: "its registry does not answer" }, "!"] as const),
  ],
  [
    "deployment-ready",
    ready,
    withPods(podOf({ waiting: { reason: "CrashLoopBackOff" } }, image, { lastState: { terminated: { exitCode: 1 } } })),
    ...(["crashing", { pod: "web-1", reason: "exit code 1" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(podOf({ terminated: { exitCode: 137 } }))] as const),
    ...(["crashing", { pod: "web-1", reason: "exit code 137" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods(waiting("CreateContainerConfigError"))] as const),
    ...(["crashing", { pod: "web-1", reason: "CreateContainerConfigError" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, withPods({ ...unplaced, metadata: podOf(undefined).metadata })] as const),
    ...(["pending", { pod: "web-1", reason: "0/4 nodes are available" }, "!"] as const),
  ],
  [
    ...(["deployment-ready", ready, inSpace({ deployments: [deploymentOf(2, "r/kim/web:2")] })] as const),
    ...(["other-image", { name: "web", image, found: "r/kim/web:2" }] as const),
  ],
  [
    ...(["deployment-ready", ready, inSpace({ deployments: [deploymentOf(1)] })] as const),
    ...(["too-few", { name: "web", replicas: "1", atLeast: "2" }] as const),
  ],
  [
    ...(["deployment-ready", ready, inSpace({ deployments: [deploymentOf(2, image, { readyReplicas: 1 })] })] as const),
    ...(["rolling-out", { name: "web", ready: "1", replicas: "2" }] as const),
  ],
  [
    ...(["deployment-ready", ready, inSpace({ deployments: [deploymentOf(2, image, { replicas: 3 })] })] as const),
    ...(["rolling-out", { name: "web", ready: "2", replicas: "2" }] as const),
  ],
  [
    ...([
      "deployment-ready",
      ready,
      inSpace({ deployments: [deploymentOf(2, image, { observedGeneration: 1 })] }),
    ] as const),
    ...(["rolling-out", { name: "web", ready: "2", replicas: "2" }] as const),
  ],
  ["deployment-ready", ready, inSpace({ deployments: [deploymentOf(3)] }), undefined],
  ["rollout-revision", { name: "web", atLeast: 1 }, inSpace({}), "missing", { name: "web" }],
  [
    ...(["rollout-revision", { name: "web", atLeast: 2 }, inSpace({ deployments: [deploymentOf(1)] })] as const),
    ...(["earlier", { name: "web", revision: "1", atLeast: "2" }] as const),
  ],
  ["rollout-revision", { name: "web", atLeast: 1 }, inSpace({ deployments: [deploymentOf(1)] }), undefined],
  [
    ...(["service-reaches", reaches, inSpace({}), "missing"] as const),
    { name: "web", type: "LoadBalancer", targetPort: "8080" },
  ],
  [
    ...(["service-reaches", reaches, inSpace({ services: [serviceOf("ClusterIP", 8080)] })] as const),
    ...(["other-type", { name: "web", type: "LoadBalancer", found: "ClusterIP" }] as const),
  ],
  [
    ...(["service-reaches", reaches, inSpace({ services: [serviceOf("LoadBalancer", 80)] })] as const),
    ...(["other-port", { name: "web", targetPort: "8080", found: "80" }, "!"] as const),
  ],
  [
    ...(["service-reaches", reaches, inSpace({ services: [serviceOf("LoadBalancer", 8080)] })] as const),
    ...(["no-pods", { name: "web", selector: "app=web" }, "!"] as const),
  ],
  [
    "service-reaches",
    reaches,
    inSpace({ services: [serviceOf("LoadBalancer", 8080, [])], endpointSlices: [readySlice] }),
    ...(["no-address", { name: "web" }] as const),
  ],
  [
    "service-reaches",
    reaches,
    inSpace({
      services: [serviceOf("LoadBalancer", 8080)],
      endpointSlices: [readySlice],
      answers: { web: false },
    }),
    ...(["no-answer", { name: "web" }, "!"] as const),
  ],
  [
    "service-reaches",
    reaches,
    inSpace({ services: [serviceOf("LoadBalancer", undefined)], endpointSlices: [readySlice] }),
    undefined,
  ],
  ["objects-deleted", deleted, inSpace({ events: [eventOf("Pod")] }), "never-there", { name: "web" }],
  [
    ...(["objects-deleted", deleted, inSpace({ deployments: [deploymentOf(1)] }), "still-there"] as const),
    { kind: "deployment", name: "web" },
  ],
  ["objects-deleted", deleted, inSpace({ events: [eventOf("Deployment")] }), undefined],
];

describe("the kinds of checks", () => {
  it.each(cases.map((one) => ({ one, title: `${one[0]}: ${one[3] ?? "all is well"}` })))(
    "find %# $title",
    ({ one }) => {
      const [kind, parameters, observed, way, details, fails] = one;
      const expected = way === undefined ? undefined : { way, fails: fails === "!", details };
      expect(checkKinds[kind].find(parameters as never, observed)).toEqual(expected);
    },
  );

  it("are tested in every way that they know, and when all is well", () => {
    const tested = new Set(cases.map(([kind, , , way]) => `${kind} ${way}`));
    const ways = Object.entries(checkKinds).flatMap(([kind, { ways }]) => [
      `${kind} undefined`,
      ...ways.map((way) => `${kind} ${way}`),
    ]);
    expect([...tested].sort()).toEqual(ways.sort());
  });

  it("do not count a pod that is going", () => {
    const going = waiting("ErrImagePull");
    const pod = { ...going, metadata: { ...going.metadata, deletionTimestamp: "2027-01-01T00:00:00Z" } };
    expect(checkKinds["deployment-ready"].find(ready, withPods(pod))).toBeUndefined();
  });

  it("do not trust a program that has failed, until it has run for a while", () => {
    const lastState = { terminated: { exitCode: 1 } };
    const since = (startedAt: string) => withPods(podOf({ running: { startedAt } }, image, { ready: true, lastState }));
    const kind = checkKinds["deployment-ready"];
    expect(kind.find(ready, since("2027-01-01T11:59:41Z"))).toMatchObject({ way: "crashing", fails: true });
    expect(kind.find(ready, since("2027-01-01T11:59:40Z"))).toBeUndefined();
  });

  it("do not blame a Deployment for the pods of another", () => {
    const broken = waiting("ErrImagePull");
    const pod = { ...broken, metadata: { name: "x", labels: { app: "other" } } };
    expect(checkKinds["deployment-ready"].find(ready, withPods(pod))).toBeUndefined();
  });
});
