// @ts-check
import { fetchJson } from "./fetchJson.js";
import { openStream } from "./stream.js";

const POLL_MS = 2000;
const POLL_TIMEOUT_MS = 3000;
/** The first question after a failure comes soon: it may reach another pod. */
const POLL_AGAIN_MS = 500;
/** Questions in a row that fail before the page reports it. A single one may have reached the pod that has just failed. */
const POLLS_TO_LOSE = 2;
/** Streams in a row that broke or were silent, while questions were answered, before the page says that it asks instead. */
const STREAMS_TO_ASK = 3;
const REOPEN_MAX_MS = 300_000;

/**
 * @typedef {import("./ownLimits.js").OwnReason} OwnReason
 *
 * @typedef {object} Link how the page gets its data
 * @property {"connecting" | "live" | "asking" | "lost" | "own"} state asking: questions are answered, there is no stream
 * for now. lost: the lab does not answer. own: something on the browser's side prevents it
 * @property {number | null} since for lost and own
 * @property {OwnReason | null} reason for own
 * @property {boolean} isHeld for asking: streams break or are silent, although this browser could receive one
 */

/** @type {Link} */
export const CONNECTING = { state: "connecting", since: null, reason: null, isHeld: false };

/**
 * Gets what a page shows from a stream. While there is none, asks for it every two seconds.
 *
 * @template Snapshot
 * @template Change
 * @param {object} options
 * @param {boolean} options.canStream
 * @param {string} options.path where a snapshot is
 * @param {(value: any) => boolean} options.isSnapshot
 * @param {(snapshot: Snapshot) => void} options.onSnapshot
 * @param {(change: Change) => void} options.onChange
 * @param {(serverNow: number) => void} options.onTime
 * @param {(link: Link) => void} options.onLink
 * @param {(error: unknown, startedAt: number, timedOut: boolean) => OwnReason | null} options.judge
 */
export function createSource({ canStream, path, isSnapshot, onSnapshot, onChange, onTime, onLink, judge }) {
  /** @type {Link} */
  let link = CONNECTING;
  let failedStreams = 0;
  /** The server has more pages than streams, and it is not yet this one's turn again. */
  let isPutOff = false;
  let failedPolls = 0;
  let downSince = 0;
  /** @type {(() => void) | null} */
  let closeStream = null;
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let reopenTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pollTimer;

  /**
   * @param {Link["state"]} state
   * @param {OwnReason | null} [reason]
   */
  function setLink(state, reason = null) {
    const bad = state === "lost" || state === "own";
    const isHeld = state === "asking" && canStream && !isPutOff;
    if (link.state === state && link.reason === reason && link.isHeld === isHeld) return;
    link = { state, since: bad ? (link.since ?? downSince) : null, reason, isHeld };
    onLink(link);
  }

  function open() {
    if (!canStream) return;
    isPutOff = false;
    const openedAt = Date.now();
    closeStream = openStream({
      onSnapshot,
      onChange,
      onTime,
      onAlive() {
        stopPolling();
        failedPolls = 0;
        setLink("live");
      },
      onBye(afterMs) {
        closeStream = null;
        failedStreams = 0;
        isPutOff = afterMs > POLL_MS;
        reopenTimer = setTimeout(open, afterMs);
        startPolling();
      },
      onEnd() {
        closeStream = null;
        // One that was fine for a while counts anew: its pod may have stopped.
        failedStreams = Date.now() - openedAt > 30_000 ? 1 : failedStreams + 1;
        const wait = failedStreams < STREAMS_TO_ASK ? 500 * 2 ** failedStreams : 7500 * 2 ** (failedStreams - 1);
        reopenTimer = setTimeout(open, Math.min(REOPEN_MAX_MS, wait) * (0.5 + Math.random() / 2));
        startPolling();
      },
    });
  }

  function startPolling() {
    if (pollTimer !== undefined || asking !== null) return;
    downSince = Date.now();
    // Not all pages at once, when a pod with many streams stops.
    pollTimer = setTimeout(poll, 300 * Math.random());
  }

  function stopPolling() {
    clearTimeout(pollTimer);
    pollTimer = undefined;
    const controller = asking;
    asking = null;
    controller?.abort();
  }

  async function poll() {
    const controller = new AbortController();
    const startedAt = Date.now();
    asking = controller;
    try {
      const asked = { timeoutMs: POLL_TIMEOUT_MS, controller, isValid: isSnapshot };
      const { value, headers } = await fetchJson(path, asked);
      if (asking === controller) onAnswer(value, headers.get("date"));
    } catch (error) {
      if (asking === controller) onFailure(judge(error, startedAt, controller.signal.aborted));
    }
    if (asking !== controller) return;
    asking = null;
    pollTimer = setTimeout(poll, failedPolls === 1 ? POLL_AGAIN_MS : POLL_MS);
  }

  /**
   * @param {any} snapshot
   * @param {string | null} date
   */
  function onAnswer(snapshot, date) {
    failedPolls = 0;
    onSnapshot(snapshot);
    if (date !== null) onTime(Date.parse(date) + 500); // It has whole seconds.
    if (link.state === "lost" || link.state === "own") reopenSoon();
    const expectsStream = canStream && !isPutOff && failedStreams < STREAMS_TO_ASK;
    setLink(expectsStream ? "live" : "asking");
  }

  /** The lab answers again: what streams did meanwhile says nothing about the way. */
  function reopenSoon() {
    failedStreams = 0;
    if (closeStream !== null || isPutOff) return;
    clearTimeout(reopenTimer);
    open();
  }

  /** @param {OwnReason | null} reason */
  function onFailure(reason) {
    failedPolls += 1;
    if (failedPolls >= POLLS_TO_LOSE) setLink(reason === null ? "lost" : "own", reason);
  }

  return {
    /** Starts, or starts again after a pause: the connections from before are no longer trusted. */
    start() {
      this.stop();
      failedStreams = 0;
      failedPolls = 0;
      link = CONNECTING;
      onLink(link);
      if (canStream) open();
      else startPolling();
    },
    stop() {
      closeStream?.();
      closeStream = null;
      clearTimeout(reopenTimer);
      stopPolling();
    },
  };
}
