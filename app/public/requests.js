// @ts-check

const INTERVAL_MS = 1000;
const TIMEOUT_MS = 2000;
export const MAX_ATTEMPTS = 60;

/**
 * @typedef {object} Attempt
 * @property {number} startedAt
 * @property {"open" | "answered" | "failed"} outcome
 * @property {number} ms
 * @property {import("../types").Whoami | null} answer
 */

/**
 * Requests /api/whoami every second without waiting for earlier responses, so that an outage is visible while it lasts.
 *
 * @param {(attempts: Attempt[], latest: Attempt) => void} onOutcome
 */
export function startRequests(onOutcome) {
  /** @type {Attempt[]} */
  const attempts = [];
  async function send() {
    /** @type {Attempt} */
    const attempt = { startedAt: performance.now(), outcome: "open", ms: 0, answer: null };
    attempts.push(attempt);
    attempts.splice(0, attempts.length - MAX_ATTEMPTS);
    try {
      const response = await fetch("/api/whoami", { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(String(response.status));
      attempt.answer = await response.json();
      attempt.outcome = "answered";
    } catch {
      attempt.outcome = "failed";
    }
    attempt.ms = performance.now() - attempt.startedAt;
    onOutcome(attempts, attempt);
  }
  void send();
  setInterval(send, INTERVAL_MS);
}

/** Answers in a row that end an outage. Three are not enough: while one pod of four is dead, every fourth request fails. */
const ANSWERS_TO_RECOVER = 5;

/**
 * @typedef {object} Outage times are on the same clock as `startedAt`
 * @property {number} since when the first failed request was sent
 * @property {number} lastFailure
 * @property {number[]} answered send times of the answered requests that were sent after the last failure
 */

/**
 * Detects when the page's requests start to fail and when they are answered again.
 *
 * @param {Outage | null} outage
 * @param {Attempt} latest
 * @returns {{ outage: Outage | null, code: "outageBegan" | "outageEnded" | null, seconds: number }}
 */
export function followOutage(outage, { outcome, startedAt }) {
  if (outcome === "failed") {
    if (outage === null) {
      return { outage: { since: startedAt, lastFailure: startedAt, answered: [] }, code: "outageBegan", seconds: 0 };
    }
    const lastFailure = Math.max(outage.lastFailure, startedAt);
    const answered = outage.answered.filter((time) => time > lastFailure);
    return { outage: { ...outage, lastFailure, answered }, code: null, seconds: 0 };
  }
  // A request that was sent before the failure does not show that the outage is over.
  if (outage === null || startedAt < outage.lastFailure) return { outage, code: null, seconds: 0 };
  const answered = [...outage.answered, startedAt];
  if (answered.length < ANSWERS_TO_RECOVER) return { outage: { ...outage, answered }, code: null, seconds: 0 };
  const seconds = Math.max(1, Math.round((Math.min(...answered) - outage.since) / 1000));
  return { outage: null, code: "outageEnded", seconds };
}

/** @param {Attempt[]} attempts */
export function summarize(attempts) {
  /** @type {Map<string, number>} */
  const byPod = new Map();
  let failed = 0;
  let total = 0;
  for (const { outcome, answer } of attempts) {
    if (outcome === "open") continue;
    total += 1;
    if (answer === null) failed += 1;
    else byPod.set(answer.pod, (byPod.get(answer.pod) ?? 0) + 1);
  }
  return { total, failed, byPod };
}
