// @ts-check

/** Answers in a row that end an outage. Three are not enough: while one pod of four is dead, every fourth request fails. */
const ANSWERS_TO_RECOVER = 5;

/**
 * @typedef {object} Outage times are on the same clock as `startedAt`
 * @property {number} since when the first failed request was sent
 * @property {number} lastFailure
 * @property {number[]} answered send times of the answered requests that were sent after the last failure
 * @property {boolean} unwatched whether the page did not watch for a while, so that its length is not known
 *
 * @typedef {{ outage: Outage | null, code: "outageBegan" | "outageEnded" | null, seconds: number | null }} Followed
 */

/**
 * Detects when the page's requests start to fail and when they are answered again.
 *
 * @param {Outage | null} outage
 * @param {import("./requests.js").Attempt} latest
 * @returns {Followed}
 */
export function followOutage(outage, { outcome, startedAt }) {
  if (outcome === "failed") {
    if (outage === null) {
      const began = { since: startedAt, lastFailure: startedAt, answered: [], unwatched: false };
      return { outage: began, code: "outageBegan", seconds: null };
    }
    const lastFailure = Math.max(outage.lastFailure, startedAt);
    const answered = outage.answered.filter((time) => time > lastFailure);
    return { outage: { ...outage, lastFailure, answered }, code: null, seconds: null };
  }
  // A request that was sent before the failure does not show that the outage is over.
  if (outcome !== "answered" || outage === null || startedAt < outage.lastFailure) {
    return { outage, code: null, seconds: null };
  }
  const answered = [...outage.answered, startedAt];
  if (answered.length < ANSWERS_TO_RECOVER) return { outage: { ...outage, answered }, code: null, seconds: null };
  const seconds = Math.max(1, Math.round((Math.min(...answered) - outage.since) / 1000));
  return { outage: null, code: "outageEnded", seconds: outage.unwatched ? null : seconds };
}
