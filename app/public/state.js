// @ts-check

/**
 * @typedef {import("../types").Snapshot} Snapshot
 * @typedef {import("../types").Change} Change
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {import("../types").PodView} PodView
 *
 * @typedef {object} LogEntry one line of activity, from the server or from the page itself
 * @property {string} key
 * @property {string} at
 * @property {import("../types").ActivityCode | "outageBegan" | "outageEnded" | "paused"} code
 * @property {string} [node]
 * @property {string} [pod]
 * @property {string} [reason]
 * @property {number} [nodes]
 * @property {number} [pods]
 * @property {string} [deployment]
 * @property {number | null} [seconds] null: not known
 *
 * @typedef {object} State
 * @property {Snapshot["mode"] | null} mode null until the first snapshot arrives
 * @property {Snapshot["standalone"]} standalone
 * @property {string} namespace
 * @property {string | null} endsAt when the lab ends
 * @property {Snapshot["sources"]} sources
 * @property {Map<string, NodeView>} nodes
 * @property {Map<string, PodView>} pods by uid
 * @property {Map<string, import("../types").DeploymentView>} deployments by name
 * @property {LogEntry[]} activity newest first
 */

const MAX_ACTIVITY = 60;

/** @returns {State} */
export function emptyState() {
  return {
    mode: null,
    standalone: null,
    namespace: "",
    endsAt: null,
    sources: null,
    nodes: new Map(),
    pods: new Map(),
    deployments: new Map(),
    activity: [],
  };
}

/**
 * @param {State} state
 * @param {Snapshot} snapshot
 * @returns {State}
 */
export function withSnapshot(state, snapshot) {
  const { mode, standalone, namespace, endsAt, sources } = snapshot;
  // After a reconnect, another replica reports that it started watching. That is not news to the user.
  const fresh = snapshot.activity.filter(({ code }) => code !== "watching" || state.activity.length === 0);
  return {
    mode,
    standalone,
    namespace,
    endsAt,
    sources,
    nodes: new Map(snapshot.nodes.map((node) => [node.name, node])),
    pods: new Map(snapshot.pods.map((pod) => [pod.uid, pod])),
    deployments: new Map(snapshot.deployments.map((deployment) => [deployment.name, deployment])),
    activity: mergeActivity(state.activity, fresh),
  };
}

/**
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
export function withChange(state, change) {
  const nodes = new Map(state.nodes);
  const pods = new Map(state.pods);
  const deployments = new Map(state.deployments);
  for (const name of change.goneNodes) nodes.delete(name);
  for (const uid of change.gonePods) pods.delete(uid);
  for (const name of change.goneDeployments) deployments.delete(name);
  for (const node of change.nodes) nodes.set(node.name, node);
  for (const pod of change.pods) pods.set(pod.uid, pod);
  for (const deployment of change.deployments) deployments.set(deployment.name, deployment);
  const sources = state.sources === null ? null : { ...state.sources, ...change.sources };
  return { ...state, nodes, pods, deployments, sources, activity: mergeActivity(state.activity, change.activity) };
}

/**
 * Merges by key: replicas report the same event with the same key. Within one second, the later arrival counts as newer.
 *
 * @param {LogEntry[]} known newest first
 * @param {readonly LogEntry[]} entries oldest first
 * @returns {LogEntry[]}
 */
export function mergeActivity(known, entries) {
  const keys = new Set(known.map(({ key }) => key));
  const fresh = entries.filter(({ key }) => !keys.has(key)).reverse();
  if (fresh.length === 0) return known;
  const second = (/** @type {LogEntry} */ item) => Math.floor(Date.parse(item.at) / 1000);
  return [...fresh, ...known].sort((a, b) => second(b) - second(a)).slice(0, MAX_ACTIVITY);
}

/**
 * What the diagram and the table show: the nodes by name, each with its pods, and the pods that wait for a node. A node
 * that is not in the list of nodes still gets a box for its pods.
 *
 * @param {State} state
 */
export function arrange({ nodes, pods }) {
  const boxes = new Map([...nodes.values()].map((node) => [node.name, { node, pods: /** @type {PodView[]} */ ([]) }]));
  /** @type {PodView[]} */
  const waiting = [];
  for (const pod of [...pods.values()].sort(byName)) {
    if (pod.node === null) {
      waiting.push(pod);
      continue;
    }
    const box = boxes.get(pod.node) ?? { node: absentNode(pod.node), pods: [] };
    boxes.set(pod.node, box);
    box.pods.push(pod);
  }
  return { boxes: [...boxes.values()].sort((a, b) => byName(a.node, b.node)), waiting };
}

/** @param {State} state */
export function countAll({ nodes, pods }) {
  const all = [...pods.values()].filter(
    ({ state }) => state !== "succeeded" && state !== "failed" && state !== "terminating",
  );
  return {
    nodes: nodes.size,
    ready: [...nodes.values()].filter(({ status }) => status === "ready").length,
    pods: all.length,
    readyPods: all.filter(({ state }) => state === "ready").length,
    pending: all.filter(({ state }) => state === "pending").length,
  };
}

/**
 * @param {{ name: string }} a
 * @param {{ name: string }} b
 */
function byName(a, b) {
  return a.name.localeCompare(b.name, "en", { numeric: true });
}

/**
 * @param {string} name
 * @returns {NodeView}
 */
function absentNode(name) {
  const unknown = { since: null, cordoned: false, cordonedSince: null, pressures: [], kubelet: "", os: "", zone: "" };
  return { name, status: "absent", ...unknown };
}
