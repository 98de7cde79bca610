// @ts-check
import { podColor, shortName } from "./podColors.js";
import { CHART_SECONDS, summarize } from "./requests.js";
import { byId, icon, make, setText } from "./shared/dom.js";

/** @typedef {import("./requests.js").Attempt} Attempt */

/** @type {HTMLElement[]} */
const bars = [];

/**
 * One bar per second, the present one on the right. Its colour stands for the pod, its height for the duration. A hatched
 * bar is a failed request, a dashed one a request that failed by the browser's side. Without a request there is no bar.
 *
 * @param {Attempt[]} attempts
 * @param {number} slot the present second
 * @param {boolean} inCluster whether pods answer
 * @param {import("./language.js").Messages} messages
 */
export function drawRequestChart(attempts, slot, inCluster, messages) {
  if (bars.length === 0) {
    for (let i = 0; i < CHART_SECONDS; i += 1) bars.push(make("span", "bar", make("i")));
    byId("request-chart").append(...bars);
  }
  const bySlot = new Map(attempts.map((attempt) => [attempt.slot, attempt]));
  bars.forEach((bar, index) => drawBar(bar, bySlot.get(slot - CHART_SECONDS + 1 + index), messages));
  const { total, failed, byPod, own } = summarize(attempts);
  setText(byId("requests-summary"), messages.requests({ total, failed, pods: inCluster ? byPod.size : null }));
  const pods = [...byPod].sort(([a], [b]) => a.localeCompare(b));
  const items = pods.map(([pod, count]) => {
    const item = make("li", "", make("span", "swatch"), make("code", "", shortName(pod)), ` ${count}`);
    item.dataset.podColor = podColor(pod);
    item.title = pod;
    return item;
  });
  if (failed > 0) items.push(make("li", "failures", icon("notReady"), `${messages.failed} ${failed}`));
  for (const [reason, count] of own) items.push(make("li", "own", icon("info"), messages.notCounted(count, reason)));
  byId("answerers").replaceChildren(...items);
}

/**
 * @param {HTMLElement} bar
 * @param {Attempt | undefined} attempt
 * @param {import("./language.js").Messages} messages
 */
function drawBar(bar, attempt, messages) {
  bar.dataset.outcome = attempt?.outcome ?? "none";
  bar.dataset.podColor = attempt?.answer ? podColor(attempt.answer.pod) : "";
  const own = attempt?.reason ? messages.own[attempt.reason] : "";
  bar.title = attempt?.answer ? `${attempt.answer.pod} · ${Math.round(attempt.ms)} ms` : own;
  // A logarithmic scale from 1 ms to 2 s.
  const height =
    attempt?.outcome === "answered" ? 25 + 75 * Math.min(1, Math.log10(Math.max(1, attempt.ms)) / 3.3) : 100;
  const fill = /** @type {HTMLElement} */ (bar.firstElementChild);
  fill.style.height = `${height}%`;
}
