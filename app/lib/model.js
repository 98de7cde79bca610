// @ts-check
"use strict";

const { deploymentActivity, nodeActivity, podActivity } = require("./activity");
const { deploymentView, nodeView, podView } = require("./views");

/** Number of activity entries that a newly opened page shows. */
const MAX_ACTIVITY = 50;

/**
 * @typedef {import("../types").SourceKind} SourceKind
 * @typedef {import("../types").SourceState} SourceState
 * @typedef {import("../types").Change} Change
 */

const nameOf = (/** @type {any} */ object) => String(object.metadata.name);
const uidOf = (/** @type {any} */ object) => String(object.metadata.uid);

const KINDS = {
  nodes: { key: nameOf, view: nodeView, activity: nodeActivity },
  pods: { key: uidOf, view: podView, activity: podActivity },
  deployments: { key: nameOf, view: deploymentView, activity: deploymentActivity },
};

/**
 * The cluster as the page shows it. Changes are collected for `flushMs` and published as one.
 *
 * @param {{ namespace: string, endsAt?: string | null, onChange: (change: Change) => void, flushMs?: number, now?: () => Date }} options
 */
function createModel({ namespace, endsAt = null, onChange, flushMs = 50, now = () => new Date() }) {
  const views = { nodes: new Map(), pods: new Map(), deployments: new Map() };
  const listed = { nodes: false, pods: false, deployments: false };
  /** @type {import("../types").ActivityEntry[]} */
  const recentActivity = [];
  /** @type {Record<SourceKind, SourceState>} */
  const sources = {
    nodes: { state: "starting", since: iso() },
    pods: { state: "starting", since: iso() },
    deployments: { state: "starting", since: iso() },
  };
  let pending = emptyChange();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  function iso() {
    return now().toISOString();
  }

  /** @param {import("../types").ActivityEntry[]} activity */
  function addActivity(activity) {
    recentActivity.push(...activity);
    recentActivity.splice(0, Math.max(0, recentActivity.length - MAX_ACTIVITY));
    pending.activity.push(...activity);
    pending.activity.splice(0, Math.max(0, pending.activity.length - MAX_ACTIVITY));
  }

  function flush() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const change = pending;
    pending = emptyChange();
    onChange(change);
  }

  function flushSoon() {
    timer ??= setTimeout(flush, flushMs);
  }

  /**
   * @param {SourceKind} kind
   * @param {string} key
   * @param {any} after undefined if the object was deleted
   */
  function set(kind, key, after) {
    const before = views[kind].get(key);
    if (JSON.stringify(before) === JSON.stringify(after)) return; // Most often a node's heartbeat.
    if (listed[kind]) addActivity(KINDS[kind].activity(before, after, iso()));
    if (after === undefined) views[kind].delete(key);
    else views[kind].set(key, after);
    record(pending, kind, key, after);
    flushSoon();
  }

  return {
    /**
     * @param {SourceKind} kind
     * @param {any[]} objects
     */
    replace(kind, objects) {
      const next = new Map(objects.map((object) => [KINDS[kind].key(object), KINDS[kind].view(object)]));
      for (const key of [...views[kind].keys()]) if (!next.has(key)) set(kind, key, undefined);
      for (const [key, view] of next) set(kind, key, view);
      if (listed[kind]) return;
      listed[kind] = true;
      if (kind !== "deployments" && listed.nodes && listed.pods)
        addActivity([watching(views.nodes.size, views.pods.size, iso())]);
    },
    /**
     * @param {SourceKind} kind
     * @param {any} object
     */
    put(kind, object) {
      set(kind, KINDS[kind].key(object), KINDS[kind].view(object));
    },
    /**
     * @param {SourceKind} kind
     * @param {any} object
     */
    remove(kind, object) {
      set(kind, KINDS[kind].key(object), undefined);
    },
    /**
     * @param {SourceKind} kind
     * @param {SourceState["state"]} state
     * @returns {boolean} whether the state changed
     */
    setSource(kind, state) {
      if (sources[kind].state === state) return false;
      sources[kind] = { state, since: iso() };
      pending.sources[kind] = sources[kind];
      flushSoon();
      return true;
    },
    /** @returns {import("../types").Snapshot} */
    snapshot() {
      const nodes = [...views.nodes.values()];
      return {
        mode: "cluster",
        standalone: null,
        namespace,
        endsAt,
        sources,
        nodes,
        pods: [...views.pods.values()],
        deployments: [...views.deployments.values()],
        activity: recentActivity,
      };
    },
    /** Publishes the collected changes now, so that the next snapshot and the next change do not overlap. */
    flush,
    close() {
      clearTimeout(timer);
    },
  };
}

/** @returns {Change} */
function emptyChange() {
  return {
    nodes: [],
    pods: [],
    deployments: [],
    goneNodes: [],
    gonePods: [],
    goneDeployments: [],
    sources: {},
    activity: [],
  };
}

/** Where a change has what happened to each kind. */
const GONE = /** @type {const} */ ({ nodes: "goneNodes", pods: "gonePods", deployments: "goneDeployments" });
const ID = /** @type {const} */ ({ nodes: "name", pods: "uid", deployments: "name" });

/**
 * Records the latest view of an object. It replaces an earlier view of the same object.
 *
 * @param {Change} change
 * @param {SourceKind} kind
 * @param {string} key
 * @param {any} view
 */
function record(change, kind, key, view) {
  /** @type {any[]} */
  const kept = change[kind].filter((/** @type {any} */ known) => known[ID[kind]] !== key);
  const gone = change[GONE[kind]].filter((known) => known !== key);
  if (view === undefined) gone.push(key);
  else kept.push(view);
  Object.assign(change, { [kind]: kept, [GONE[kind]]: gone });
}

/**
 * @param {number} nodes
 * @param {number} pods
 * @param {string} at
 * @returns {import("../types").ActivityEntry}
 */
function watching(nodes, pods, at) {
  return { key: `watching ${at}`, at, code: "watching", nodes, pods };
}

/** @typedef {ReturnType<typeof createModel>} Model */

module.exports = { createModel };
