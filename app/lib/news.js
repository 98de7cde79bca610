// @ts-check
"use strict";

// What happened, told from the difference of two views. Codes, not words: the page has the words in each language. Pure.

/**
 * @typedef {import("../types").News} News
 * @typedef {import("../types").NewsCode} NewsCode
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {import("../types").PodView} PodView
 */

/** @type {Record<NodeView["status"], NewsCode>} */
const NODE_STATUS = { ready: "nodeReady", notReady: "nodeNotReady", unknown: "nodeUnknown", absent: "nodeGone" };

/** @type {Partial<Record<PodView["state"], NewsCode>>} */
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
 * @returns {News[]}
 */
function nodeNews(before, after, now) {
  const { name: node } = /** @type {NodeView} */ (after ?? before);
  /** @type {(code: NewsCode, since?: string | null) => News} */
  const tell = (code, since) => ({ key: `${code} ${node} ${since ?? now}`, at: since ?? now, code, node });
  if (after === undefined) return [tell("nodeGone")];
  if (before === undefined) return [tell("nodeAdded")];
  const news = [];
  if (before.status !== after.status) news.push(tell(NODE_STATUS[after.status], after.since));
  if (!before.cordoned && after.cordoned) news.push(tell("nodeCordoned", after.cordonedSince));
  if (before.cordoned && !after.cordoned) news.push(tell("nodeUncordoned"));
  return news;
}

/**
 * @param {PodView | undefined} before
 * @param {PodView | undefined} after
 * @param {string} now
 * @returns {News[]}
 */
function podNews(before, after, now) {
  const { uid, name: pod, node } = /** @type {PodView} */ (after ?? before);
  /** @type {(code: NewsCode, since?: string | null) => News} */
  const tell = (code, since) => ({
    key: `${code} ${uid} ${since ?? ""}`,
    at: since ?? now,
    code,
    pod,
    ...(node === null ? {} : { node }),
    ...(after === undefined || after.reason === "" ? {} : { reason: after.reason }),
  });
  if (after === undefined) return [tell("podGone")];
  const news = [];
  if (before === undefined && after.node === null) news.push(tell("podCreated", after.since));
  if ((before?.node ?? null) === null && after.node !== null) news.push(tell("podPlaced"));
  const code = POD_STATE[after.state];
  if (before?.state !== after.state && code !== undefined) news.push(tell(code, after.since));
  return news;
}

module.exports = { nodeNews, podNews };
