// @ts-check
import { byId, icon, make, setText } from "./dom.js";
import { podColor, shortName } from "./podColors.js";
import { MAX_ATTEMPTS, summarize } from "./requests.js";

/** @typedef {import("./requests.js").Attempt} Attempt */

/** @type {HTMLElement[]} */
const bars = [];

/**
 * One bar per request, the newest on the right. Its colour stands for the pod, its height for the duration. A hatched bar
 * is a failed request.
 *
 * @param {Attempt[]} attempts
 * @param {boolean} inCluster whether pods answer
 * @param {import("./language.js").Messages} messages
 */
export function drawRequestChart(attempts, inCluster, messages) {
  if (bars.length === 0) {
    for (let i = 0; i < MAX_ATTEMPTS; i += 1) bars.push(make("span", "bar", make("i")));
    byId("request-chart").append(...bars);
  }
  const first = MAX_ATTEMPTS - attempts.length;
  bars.forEach((bar, index) => drawBar(bar, attempts[index - first]));
  const { total, failed, byPod } = summarize(attempts);
  setText(byId("requests-summary"), messages.requests({ total, failed, pods: inCluster ? byPod.size : null }));
  const pods = [...byPod].sort(([a], [b]) => a.localeCompare(b));
  const items = pods.map(([pod, count]) => {
    const item = make("li", "", make("span", "swatch"), make("code", "", shortName(pod)), ` ${count}`);
    item.dataset.podColor = podColor(pod);
    item.title = pod;
    return item;
  });
  if (failed > 0) items.push(make("li", "failures", icon("notReady"), `${messages.failed} ${failed}`));
  byId("answerers").replaceChildren(...items);
}

/**
 * @param {HTMLElement} bar
 * @param {Attempt | undefined} attempt
 */
function drawBar(bar, attempt) {
  bar.dataset.outcome = attempt?.outcome ?? "none";
  bar.dataset.podColor = attempt?.answer ? podColor(attempt.answer.pod) : "";
  bar.title = attempt?.answer ? `${attempt.answer.pod} · ${Math.round(attempt.ms)} ms` : "";
  // A logarithmic scale from 1 ms to 2 s.
  const height =
    attempt?.outcome === "answered" ? 25 + 75 * Math.min(1, Math.log10(Math.max(1, attempt.ms)) / 3.3) : 100;
  const fill = /** @type {HTMLElement} */ (bar.firstElementChild);
  fill.style.height = `${height}%`;
}
