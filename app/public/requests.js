// @ts-check
import { fetchJson } from "./shared/fetchJson.js";

const TIMEOUT_MS = 2000;
/** Number of seconds that the chart shows. */
export const CHART_SECONDS = 60;
/**
 * Open requests at the same time. A browser has six connections to a server: with the stream and a question for the
 * cluster, none of them waits for a free one. A request that waits was never sent, and its failure would be a false one.
 */
const MAX_OPEN = 3;

/**
 * @typedef {import("./shared/ownLimits.js").OwnReason} OwnReason
 *
 * @typedef {object} Attempt
 * @property {number} slot the second in which it was sent
 * @property {number} startedAt
 * @property {"open" | "answered" | "failed" | "own"} outcome own: it failed, but not by the lab
 * @property {number} ms
 * @property {import("../types").Whoami | null} answer
 * @property {OwnReason | null} reason
 */

/**
 * Requests /api/whoami without waiting for earlier responses, so that an outage is visible while it lasts.
 *
 * @param {object} options
 * @param {(error: unknown, startedAt: number, timedOut: boolean) => OwnReason | null} options.judge
 * @param {(latest: Attempt) => void} options.onOutcome
 */
export function createRequests({ judge, onOutcome }) {
  /** @type {Attempt[]} */
  let attempts = [];
  /** @type {Map<Attempt, AbortController>} */
  const open = new Map();

  /** @param {Attempt} attempt */
  async function request(attempt) {
    const began = performance.now();
    const controller = new AbortController();
    open.set(attempt, controller);
    try {
      const isValid = (/** @type {any} */ value) => typeof value?.pod === "string";
      attempt.answer = (await fetchJson("api/whoami", { timeoutMs: TIMEOUT_MS, controller, isValid })).value;
      attempt.outcome = "answered";
    } catch (error) {
      if (!open.has(attempt)) return;
      attempt.reason = judge(error, attempt.startedAt, controller.signal.aborted);
      attempt.outcome = attempt.reason === null ? "failed" : "own";
    }
    attempt.ms = performance.now() - began;
    if (open.delete(attempt)) onOutcome(attempt);
  }

  return {
    /** @param {number} slot */
    send(slot) {
      attempts = attempts.filter((attempt) => attempt.slot > slot - CHART_SECONDS);
      if (open.size >= MAX_OPEN) return;
      /** @type {Attempt} */
      const attempt = { slot, startedAt: Date.now(), outcome: "open", ms: 0, answer: null, reason: null };
      attempts.push(attempt);
      void request(attempt);
    },
    /** Forgets the open requests. */
    stop() {
      const controllers = [...open.values()];
      attempts = attempts.filter((attempt) => !open.has(attempt));
      open.clear();
      for (const controller of controllers) controller.abort();
    },
    /** Those of the last minute. */
    attempts: () => attempts,
  };
}

/** @param {Attempt[]} attempts */
export function summarize(attempts) {
  /** @type {Map<string, number>} */
  const byPod = new Map();
  /** @type {Map<OwnReason, number>} */
  const own = new Map();
  let failed = 0;
  let total = 0;
  for (const { outcome, answer, reason } of attempts) {
    if (reason !== null) own.set(reason, (own.get(reason) ?? 0) + 1);
    if (outcome === "open" || outcome === "own") continue;
    total += 1;
    if (answer === null) failed += 1;
    else byPod.set(answer.pod, (byPod.get(answer.pod) ?? 0) + 1);
  }
  return { total, failed, byPod, own };
}
