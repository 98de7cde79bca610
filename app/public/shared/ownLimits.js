// @ts-check
import { WrongAnswer } from "./fetchJson.js";

/**
 * Why a request failed, if that says nothing about the lab.
 *
 * @typedef {"offline" | "interrupted" | "between" | "throttled" | "kubectlProxy"} OwnReason
 */

/** `kubectl proxy` answers 502 or 503 itself if the cluster does not answer. If there is no answer, it has stopped. */
const KUBECTL_PROXY = /^\/api\/v1\/namespaces\/[^/]+\/(services|pods)\/[^/]+\/proxy\//;

/**
 * Judges a failed request: null if the lab failed, or else what on the browser's side did.
 *
 * @param {unknown} error
 * @param {object} circumstances
 * @param {boolean} circumstances.interrupted whether the browser paused, or its network changed, meanwhile
 * @param {boolean} circumstances.timedOut
 * @param {boolean} circumstances.onLine
 * @param {string} circumstances.pathname of the page or worker
 * @returns {OwnReason | null}
 */
export function ownReason(error, { interrupted, timedOut, onLine, pathname }) {
  if (error instanceof WrongAnswer) return reasonOfStatus(error.status);
  if (!onLine) return "offline";
  if (interrupted) return "interrupted";
  return !timedOut && KUBECTL_PROXY.test(pathname) ? "kubectlProxy" : null;
}

/**
 * The lab answers 200, and fails with 5xx like whatever speaks for it. All else comes from a web proxy, a filter or a
 * sign-in page.
 *
 * @param {number} status
 * @returns {OwnReason | null}
 */
function reasonOfStatus(status) {
  if (status === 429) return "throttled";
  return status >= 500 && status !== 511 ? null : "between";
}

/**
 * Calls back when the computer's network goes, comes or changes, as far as the browser reports it.
 *
 * @param {() => void} onChange
 */
export function watchNetwork(onChange) {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  const { connection } = /** @type {{ connection?: EventTarget }} */ (navigator);
  connection?.addEventListener?.("change", onChange);
}
