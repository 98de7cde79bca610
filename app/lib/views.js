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

/**
 * @param {any} node
 * @returns {import("../types").NodeView}
 */
function nodeView(node) {
  const labels = node.metadata.labels ?? {};
  const ready = condition(node, "Ready");
  const cordon = (node.spec?.taints ?? []).find((/** @type {any} */ t) => t.key === "node.kubernetes.io/unschedulable");
  return {
    name: node.metadata.name,
    status: ready?.status === "True" ? "ready" : ready?.status === "Unknown" ? "unknown" : "notReady",
    since: ready?.lastTransitionTime ?? null,
    cordoned: node.spec?.unschedulable === true,
    cordonedSince: cordon?.timeAdded ?? null,
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
  return {
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    app: pod.metadata.labels?.["app.kubernetes.io/name"] ?? "",
    node: pod.spec?.nodeName ?? null,
    restarts: containers.reduce((/** @type {number} */ sum, /** @type {any} */ c) => sum + (c.restartCount ?? 0), 0),
    ...podState(pod, containers),
  };
}

/**
 * @param {any} pod
 * @param {any[]} containers
 * @returns {{ state: import("../types").PodState, since: string | null, reason: string }}
 */
function podState(pod, containers) {
  const ready = condition(pod, "Ready");
  const created = pod.metadata.creationTimestamp ?? null;
  const since = ready?.lastTransitionTime ?? created;
  const reason = pod.status?.reason ?? "";
  if (pod.metadata.deletionTimestamp) return { state: "terminating", since: deletionRequestedAt(pod), reason };
  if (pod.status?.phase === "Succeeded") return { state: "succeeded", since, reason };
  if (pod.status?.phase === "Failed") return { state: "failed", since, reason };
  if (!pod.spec?.nodeName) return { state: "pending", since: created, reason: pendingReason(pod) };
  if (ready?.status === "True") return { state: "ready", since, reason };
  const failingReason = containers.map((c) => c.state?.waiting?.reason).find((waiting) => FAILING_REASONS.has(waiting));
  if (failingReason !== undefined) return { state: "failing", since, reason: failingReason };
  return { state: wasReady(ready, containers) ? "notReady" : "starting", since, reason };
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

module.exports = { nodeView, podView };
