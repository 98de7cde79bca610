// @ts-check
"use strict";

const { setTimeout: sleep } = require("node:timers/promises");
const { createBackoff } = require("./backoff");
const { KubeError } = require("./client");
const { jsonLines, parseObject } = require("./lines");

/**
 * @typedef {object} Sink receives the objects
 * @property {(objects: any[]) => void} replace after a list: replaces all objects
 * @property {(object: any) => void} put
 * @property {(object: any) => void} remove
 * @property {(state: import("../../types").SourceState["state"], error?: Error) => void} state
 *
 * @typedef {object} Timing milliseconds
 * @property {number} minMs first delay after a failure
 * @property {number} maxMs longest delay
 * @property {number} answerMs time limit for the response headers
 * @property {number} watchMs longest duration to request for one watch
 */

/** @type {Timing} */
const TIMING = { minMs: 500, maxMs: 30_000, answerMs: 10_000, watchMs: 300_000 };

/**
 * Keeps a sink up to date with one kind of object until the signal aborts: lists, then watches from the list's version.
 * If a watch only ends, the next one starts at the last version. If its version is too old or an event is invalid, it
 * lists again.
 *
 * @param {{ client: import("./client").KubeClient, path: string, sink: Sink, signal: AbortSignal, timing?: Timing }} options
 */
async function reflect({ client, path, sink, signal, timing = TIMING }) {
  const backoff = createBackoff(timing);
  /** @type {Run} */
  const run = { client, path, sink, signal, timing, version: null, progress: false };
  while (!signal.aborted) {
    let failure;
    run.progress = false;
    try {
      if (run.version === null) await list(run);
      await watch(run);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    if (signal.aborted) return;
    if (run.progress) backoff.reset();
    if (failure === undefined && run.progress) continue;
    if (failure !== undefined) onFailure(run, failure);
    await sleep(Math.max(backoff.next(), retryAfter(failure)), undefined, { signal }).catch(() => undefined);
  }
}

/**
 * @typedef {object} Run
 * @property {import("./client").KubeClient} client
 * @property {string} path
 * @property {Sink} sink
 * @property {AbortSignal} signal
 * @property {Timing} timing
 * @property {string | null} version where the next watch starts; null: list first
 * @property {boolean} progress whether this round received an event
 */

/** @param {Run} run */
async function list(run) {
  /** @type {any[]} */
  const objects = [];
  let page;
  let next = "";
  do {
    const query = new URLSearchParams({ limit: "500", ...(next === "" ? {} : { continue: next }) });
    const { signal, done } = deadline(run.signal, 3 * run.timing.answerMs);
    try {
      const response = await run.client.get(`${run.path}?${query}`, { signal, headersWithinMs: run.timing.answerMs });
      page = parseObject(await text(response));
    } finally {
      done();
    }
    if (!Array.isArray(page.items)) throw new SyntaxError("the list has no items");
    objects.push(...page.items);
    next = page.metadata?.continue ?? "";
  } while (next !== "");
  run.sink.replace(objects);
  run.version = String(page.metadata?.resourceVersion ?? "0");
  run.sink.state("live");
}

/** @param {Run} run */
async function watch(run) {
  const seconds = Math.ceil((run.timing.watchMs * (1 + Math.random())) / 2000);
  const query = new URLSearchParams({
    watch: "1",
    allowWatchBookmarks: "true",
    resourceVersion: run.version ?? "",
    timeoutSeconds: String(seconds),
  });
  const { signal, done } = deadline(run.signal, 1000 * seconds + run.timing.answerMs);
  try {
    const response = await run.client.get(`${run.path}?${query}`, { signal, headersWithinMs: run.timing.answerMs });
    run.sink.state("live");
    for await (const { type, object } of jsonLines(response)) {
      applyEvent(run, type, object);
      run.progress = true;
    }
  } finally {
    done();
  }
}

/**
 * @param {Run} run
 * @param {unknown} type
 * @param {any} object
 */
function applyEvent(run, type, object) {
  if (type === "ERROR") throw new KubeError(Number(object?.code) || 500);
  const version = object?.metadata?.resourceVersion;
  if (typeof version !== "string") throw new SyntaxError("a watch event has no version");
  if (type === "ADDED" || type === "MODIFIED") run.sink.put(object);
  else if (type === "DELETED") run.sink.remove(object);
  else if (type !== "BOOKMARK") throw new SyntaxError("a watch event has an unknown type");
  run.version = version;
}

/**
 * Reports the failure. Lists again next time, unless only the connection broke.
 *
 * @param {Run} run
 * @param {Error} failure
 */
function onFailure(run, failure) {
  if (failure instanceof KubeError || failure instanceof SyntaxError) run.version = null;
  const status = failure instanceof KubeError ? failure.status : 0;
  if (status === 410) return; // An expired version is normal: the next list replaces it.
  run.sink.state(status === 403 ? "forbidden" : status === 401 ? "unauthorized" : "retrying", failure);
}

/** @param {Error | undefined} failure */
function retryAfter(failure) {
  return failure instanceof KubeError ? Math.min(failure.retryAfterMs, TIMING.maxMs) : 0;
}

/**
 * A signal that also aborts after a timeout; `done` clears the timer.
 *
 * @param {AbortSignal} parent
 * @param {number} ms
 */
function deadline(parent, ms) {
  const own = new AbortController();
  const abort = () => own.abort();
  const timer = setTimeout(abort, ms);
  parent.addEventListener("abort", abort, { once: true });
  if (parent.aborted) abort();
  const done = () => {
    clearTimeout(timer);
    parent.removeEventListener("abort", abort);
  };
  return { signal: own.signal, done };
}

/** @param {import("node:stream").Readable} stream */
async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

module.exports = { reflect };
