// @ts-check
"use strict";

// Extracts from a Kubernetes object what the page draws. Pure functions.

/** Reasons for a waiting container that do not resolve by waiting. */
const FAILING_REASONS = new Set([
  "CrashLoopBackOff",
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
]);

/** @type {import("../types").PressureType[]} */
const PRESSURES = ["MemoryPressure", "DiskPressure", "PIDPressure"];

/** A refusal quotes the quota or the policy, which can be long. */
const MAX_MESSAGE = 300;

/**
 * @param {any} node
 * @returns {import("../types").NodeView}
 */
function nodeView(node) {
  const labels = node.metadata.labels ?? {};
  const ready = condition(node, "Ready");
  const pressures = PRESSURES.map((type) => ({ type, condition: condition(node, type) }))
    .filter((pressure) => pressure.condition?.status === "True")
    .map((pressure) => ({ type: pressure.type, since: pressure.condition.lastTransitionTime ?? null }));
  const cordon = (node.spec?.taints ?? []).find((/** @type {any} */ t) => t.key === "node.kubernetes.io/unschedulable");
  return {
    name: node.metadata.name,
    status: ready?.status === "True" ? "ready" : ready?.status === "Unknown" ? "unknown" : "notReady",
    since: ready?.lastTransitionTime ?? null,
    cordoned: node.spec?.unschedulable === true,
    cordonedSince: cordon?.timeAdded ?? null,
    pressures,
    kubelet: node.status?.nodeInfo?.kubeletVersion ?? "",
    os: labels["kubernetes.io/os"] ?? "",
    zone: labels["topology.kubernetes.io/zone"] ?? "",
  };
}

/**
 * @param {any} pod
 * @returns {import("../types").PodView}
 */
function podView(pod) {
  const containers = pod.status?.containerStatuses ?? [];
  const init = currentInitContainer(pod);
  // While an init container runs, kubectl counts its restarts.
  const counted = init === null ? containers : (pod.status?.initContainerStatuses ?? []);
  return {
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    app: pod.metadata.labels?.["app.kubernetes.io/name"] ?? "",
    node: pod.spec?.nodeName ?? null,
    restarts: counted.reduce((/** @type {number} */ sum, /** @type {any} */ c) => sum + (c.restartCount ?? 0), 0),
    ...podState(pod, containers, init),
  };
}

/**
 * The Deployment as far as it says that its pods cannot be created: by a quota or a policy, for example.
 *
 * @param {any} deployment
 * @returns {import("../types").DeploymentView}
 */
function deploymentView(deployment) {
  const failure = condition(deployment, "ReplicaFailure");
  const refusal =
    failure?.status === "True"
      ? { message: String(failure.message ?? "").slice(0, MAX_MESSAGE), since: failure.lastTransitionTime ?? null }
      : null;
  return { name: deployment.metadata.name, refusal };
}

/**
 * The init container that has to end, or as a sidecar to start, before the pod's containers can; null if there is none.
 *
 * @param {any} pod
 */
function currentInitContainer(pod) {
  const isSidecar = new Set(
    (pod.spec?.initContainers ?? [])
      .filter((/** @type {any} */ { restartPolicy }) => restartPolicy === "Always")
      .map((/** @type {any} */ { name }) => name),
  );
  const isPast = (/** @type {any} */ { name, state, started }) =>
    isSidecar.has(name) ? started === true : state?.terminated?.exitCode === 0;
  return (pod.status?.initContainerStatuses ?? []).find((/** @type {any} */ status) => !isPast(status)) ?? null;
}

/**
 * @param {any} pod
 * @param {any[]} containers
 * @param {any} init the current init container
 * @returns {{ state: import("../types").PodState, since: string | null, reason: string }}
 */
function podState(pod, containers, init) {
  const ready = condition(pod, "Ready");
  const created = pod.metadata.creationTimestamp ?? null;
  const since = ready?.lastTransitionTime ?? created;
  const reason = pod.status?.reason ?? "";
  if (pod.metadata.deletionTimestamp) return { state: "terminating", since: deletionRequestedAt(pod), reason };
  if (pod.status?.phase === "Succeeded") return { state: "succeeded", since, reason };
  if (pod.status?.phase === "Failed") return { state: "failed", since, reason };
  if (!pod.spec?.nodeName) return { state: "pending", since: created, reason: pendingReason(pod) };
  if (ready?.status === "True") return { state: "ready", since, reason };
  const initFailure = init === null ? null : failureOf(init);
  if (initFailure !== null) return { state: "failing", since, reason: `Init:${initFailure}` };
  const failure = containers.map(failureOf).find((found) => found !== null) ?? null;
  if (failure !== null) return { state: "failing", since, reason: failure };
  return { state: wasReady(ready, containers) ? "notReady" : "starting", since, reason };
}

/**
 * Why a container does not run, in kubectl's words; null if waiting helps.
 *
 * @param {any} container
 * @returns {string | null}
 */
function failureOf({ state }) {
  const waiting = state?.waiting?.reason;
  if (waiting !== undefined) return FAILING_REASONS.has(waiting) ? waiting : null;
  const ended = state?.terminated;
  return ended === undefined || ended.exitCode === 0 ? null : (ended.reason ?? `ExitCode:${ended.exitCode}`);
}

/**
 * `deletionTimestamp` is the end of the grace period. The page shows when the deletion was requested.
 *
 * @param {any} pod
 */
function deletionRequestedAt({ metadata }) {
  const end = Date.parse(metadata.deletionTimestamp);
  const requested = new Date(end - 1000 * (metadata.deletionGracePeriodSeconds ?? 0));
  return Number.isNaN(requested.getTime()) ? null : requested.toISOString().replace(/\.\d+Z$/, "Z");
}

/** @param {any} pod */
function pendingReason(pod) {
  const scheduled = condition(pod, "PodScheduled");
  return scheduled?.status === "False" ? (scheduled.reason ?? "") : "";
}

/**
 * A new pod is "not ready" before its containers run. If it became so after they started, it was ready in between.
 *
 * @param {any} ready
 * @param {any[]} containers
 */
function wasReady(ready, containers) {
  const started = containers.map((c) => c.state?.running?.startedAt).filter((at) => at !== undefined);
  if (started.length === 0 || started.length < containers.length) return false;
  return Date.parse(ready?.lastTransitionTime) > Math.max(...started.map((at) => Date.parse(at)));
}

/**
 * @param {any} object
 * @param {string} type
 * @returns {any}
 */
function condition(object, type) {
  return (object.status?.conditions ?? []).find((/** @type {any} */ c) => c.type === type);
}

module.exports = { deploymentView, nodeView, podView };
