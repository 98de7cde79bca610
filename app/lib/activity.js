// @ts-check
"use strict";

// Derives activity from the difference between two views. Pure functions. An entry carries a code and no text: the page
// has the text in each language.

/**
 * @typedef {import("../types").ActivityEntry} ActivityEntry
 * @typedef {import("../types").ActivityCode} ActivityCode
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {import("../types").PodView} PodView
 * @typedef {import("../types").DeploymentView} DeploymentView
 */

/** @type {Record<NodeView["status"], ActivityCode>} */
const NODE_STATUS = { ready: "nodeReady", notReady: "nodeNotReady", unknown: "nodeUnknown", absent: "nodeGone" };

/** @type {Partial<Record<PodView["state"], ActivityCode>>} */
const POD_STATE = {
  ready: "podReady",
  notReady: "podNotReady",
  failing: "podFailing",
  failed: "podFailed",
  succeeded: "podSucceeded",
  terminating: "podTerminating",
};

/**
 * @param {NodeView | undefined} before
 * @param {NodeView | undefined} after
 * @param {string} now
 * @returns {ActivityEntry[]}
 */
function nodeActivity(before, after, now) {
  const { name: node } = /** @type {NodeView} */ (after ?? before);
  /** @type {(code: ActivityCode, since?: string | null) => ActivityEntry} */
  const entry = (code, since) => ({ key: `${code} ${node} ${since ?? now}`, at: since ?? now, code, node });
  if (after === undefined) return [entry("nodeGone")];
  if (before === undefined) return [entry("nodeAdded")];
  const activity = [];
  if (before.status !== after.status) activity.push(entry(NODE_STATUS[after.status], after.since));
  for (const { type, since } of after.pressures) {
    if (!before.pressures.some((known) => known.type === type)) {
      activity.push({ ...entry("nodePressure", since), key: `nodePressure ${type} ${node} ${since}`, reason: type });
    }
  }
  if (before.pressures.length > 0 && after.pressures.length === 0) activity.push(entry("nodeRelieved"));
  if (!before.cordoned && after.cordoned) activity.push(entry("nodeCordoned", after.cordonedSince));
  if (before.cordoned && !after.cordoned) activity.push(entry("nodeUncordoned"));
  return activity;
}

/**
 * @param {PodView | undefined} before
 * @param {PodView | undefined} after
 * @param {string} now
 * @returns {ActivityEntry[]}
 */
function podActivity(before, after, now) {
  const { uid, name: pod, node } = /** @type {PodView} */ (after ?? before);
  /** @type {(code: ActivityCode, since?: string | null) => ActivityEntry} */
  const entry = (code, since) => ({
    key: `${code} ${uid} ${since ?? ""}`,
    at: since ?? now,
    code,
    pod,
    ...(node === null ? {} : { node }),
    ...(after === undefined || after.reason === "" ? {} : { reason: after.reason }),
  });
  if (after === undefined) return [entry("podGone")];
  const activity = [];
  if (before === undefined && after.node === null) activity.push(entry("podCreated", after.since));
  if ((before?.node ?? null) === null && after.node !== null) activity.push(entry("podPlaced"));
  const code = POD_STATE[after.state];
  if (before?.state !== after.state && code !== undefined) activity.push(entry(code, after.since));
  return activity;
}

/**
 * @param {DeploymentView | undefined} before
 * @param {DeploymentView | undefined} after
 * @param {string} now
 * @returns {ActivityEntry[]}
 */
function deploymentActivity(before, after, now) {
  const isRefused = (after?.refusal ?? null) !== null;
  if (after === undefined || ((before?.refusal ?? null) !== null) === isRefused) return [];
  const code = isRefused ? "deploymentRefused" : "deploymentAllowed";
  const at = after.refusal?.since ?? now;
  return [{ key: `${code} ${after.name} ${at}`, at, code, deployment: after.name }];
}

module.exports = { deploymentActivity, nodeActivity, podActivity };
