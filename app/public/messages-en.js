// @ts-check
import { because, notCounted, refusal, why } from "./reasons-en.js";
import { pressures, shared } from "./shared/messages-en.js";

const plural = (/** @type {number} */ n, /** @type {string} */ one) => `${n} ${one}${n === 1 ? "" : "s"}`;
const on = (/** @type {string | undefined} */ node) => (node === undefined ? "" : ` on ${node}`);
const long = (/** @type {number} */ s) => (s < 120 ? plural(s, "second") : plural(Math.round(s / 60), "minute"));

export const en = {
  ...shared,
  title: "Container lab",
  place: (/** @type {string} */ namespace) => `namespace ${namespace}`,
  endsAt: (/** @type {string} */ time) =>
    `This lab ends at ${time}. To extend it, whoever runs it sets a later end: “npm run pulumi -- config set endsAt <later>”, then “npm run pulumi -- up”.`,
  hasEnded: (/** @type {string} */ time) => `This lab has ended, at ${time}. It may be switched off at any moment.`,
  whoTitle: "Who answers",
  servedBy: "This page came from",
  answeredBy: "The last request was answered by",
  onNode: (/** @type {string} */ node) => `on ${node}`,
  noAnswer: "nobody",
  clusterTitle: "Cluster",
  summary: (/** @type {{ ready: number, nodes: number, readyPods: number, pods: number, pending: number }} */ s) =>
    `${s.ready} of ${plural(s.nodes, "node")} ready, ${s.readyPods} of ${plural(s.pods, "pod")} ready` +
    (s.pending === 0 ? "" : `, ${s.pending} waiting for a node`),
  showTable: "Show the table",
  hideTable: "Hide the table",
  tableTitle: "Nodes and pods",
  columns: {
    node: "Node",
    nodeState: "Node state",
    pod: "Pod",
    podState: "Pod state",
    since: "Since",
    restarts: "Restarts",
  },
  tray: "Waiting for a node",
  trayEmpty: "No pod is waiting for a node",
  noPods: "no pods",
  why,
  pod: {
    pending: "Waiting for a node",
    starting: "Starting",
    ready: "Ready",
    notReady: "Not ready",
    failing: "Cannot start",
    terminating: "Terminating",
    succeeded: "Done",
    failed: "Failed",
  },
  requestsTitle: "This page's own requests",
  requests: (/** @type {{ total: number, failed: number, pods: number | null }} */ s) => {
    if (s.total === 0) return "One per second";
    const who = s.pods === null ? "" : ` by ${plural(s.pods, "pod")}`;
    return `${plural(s.total, "request")} in the last minute: ${s.total - s.failed} answered${who}, ${s.failed} failed`;
  },
  failed: "failed",
  notCounted: (/** @type {number} */ count, /** @type {import("./shared/ownLimits.js").OwnReason} */ reason) =>
    `${count} not counted: ${notCounted[reason]}`,
  minuteAgo: "a minute ago",
  now: "now",
  activityTitle: "What happened",
  activity: {
    watching: (/** @type {any} */ n) => `Watching ${plural(n.nodes, "node")} and ${plural(n.pods, "pod")}`,
    nodeAdded: (/** @type {any} */ n) => `Node ${n.node} joined the cluster`,
    nodeGone: (/** @type {any} */ n) => `Node ${n.node} left the cluster`,
    nodeReady: (/** @type {any} */ n) => `Node ${n.node} is ready`,
    nodeNotReady: (/** @type {any} */ n) => `Node ${n.node} is not ready`,
    nodeUnknown: (/** @type {any} */ n) => `Node ${n.node} no longer responds`,
    nodeCordoned: (/** @type {any} */ n) => `Node ${n.node} was cordoned: it gets no new pods`,
    nodeUncordoned: (/** @type {any} */ n) => `Node ${n.node} accepts new pods again`,
    nodePressure: (/** @type {any} */ n) =>
      `Node ${n.node} gets no new pods: ${/** @type {any} */ (pressures)[n.reason].toLowerCase()}`,
    nodeRelieved: (/** @type {any} */ n) => `Node ${n.node} has enough memory, disk space and processes again`,
    deploymentRefused: (/** @type {any} */ n) => `Deployment ${n.deployment} may not create its pods`,
    deploymentAllowed: (/** @type {any} */ n) => `Deployment ${n.deployment} may create its pods again`,
    podCreated: (/** @type {any} */ n) => `Pod ${n.pod} was created and waits for a node`,
    podPlaced: (/** @type {any} */ n) => `Pod ${n.pod} was scheduled on ${n.node}`,
    podReady: (/** @type {any} */ n) => `Pod ${n.pod} is ready${on(n.node)}`,
    podNotReady: (/** @type {any} */ n) => `Pod ${n.pod}${on(n.node)} is no longer ready`,
    podFailing: (/** @type {any} */ n) => `Pod ${n.pod} cannot start${on(n.node)}${because(n.reason)}`,
    podFailed: (/** @type {any} */ n) => `Pod ${n.pod} failed${on(n.node)}${because(n.reason)}`,
    podSucceeded: (/** @type {any} */ n) => `Pod ${n.pod} is done`,
    podTerminating: (/** @type {any} */ n) => `Pod ${n.pod}${on(n.node)} was asked to stop`,
    podGone: (/** @type {any} */ n) => `Pod ${n.pod} is gone`,
    outageBegan: () => "This page's requests are failing",
    outageEnded: (/** @type {any} */ n) =>
      `This page's requests are answered again${n.seconds === null ? "" : ` after ${plural(n.seconds, "second")}`}`,
    paused: (/** @type {any} */ n) =>
      `This page did not watch for ${long(n.seconds)}: it was in the background, or the computer slept`,
  },
  apiErrors: {
    forbidden: {
      nodes: () =>
        "The lab's role is missing: this pod may not list and watch nodes. Run “npm run pulumi -- up”, or on Docker “npm run local”, to restore its ClusterRole; this page then continues by itself.",
      pods: (/** @type {string} */ namespace) =>
        `The lab's role is missing: this pod may not list and watch pods in namespace ${namespace}. Run “npm run pulumi -- up”, or on Docker “npm run local”, to restore its Role; this page then continues by itself.`,
      deployments: (/** @type {string} */ namespace) =>
        `This pod may not list and watch Deployments in namespace ${namespace}, so this page cannot show when Kubernetes refuses pods. Run “npm run pulumi -- up”, or on Docker “npm run local”, to restore its Role.`,
    },
    unauthorized: "The Kubernetes API does not accept this pod's token. If this persists, restart the pod.",
    retrying: (/** @type {string} */ time) =>
      `The Kubernetes API has not answered since ${time}. The diagram shows the last known state; retrying.`,
  },
  refused: (/** @type {string} */ deployment, /** @type {string} */ message) =>
    `Kubernetes refuses pods of Deployment ${deployment}: ${refusal(message)} (${message})`,
  containerTitle: "This container",
  standalone: {
    outside:
      "It runs on its own, outside any cluster, so there are no nodes and pods to show. This is what it knows about itself.",
    noServiceAccount:
      "It runs in Kubernetes but has no service account, so it cannot read nodes and pods. This is what it knows about itself.",
  },
  facts: {
    hostname: "Host name",
    ip: "Address",
    version: "Version",
    uptime: "Running for",
    memory: "Memory",
    requests: "Requests served",
  },
  memory: (/** @type {string} */ used, /** @type {string | null} */ limit) =>
    limit === null ? used : `${used} of ${limit}`,
};

/** @typedef {typeof en} Messages */
