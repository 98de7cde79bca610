// @ts-check
import { drawDiagram, drawTimes } from "./diagram.js";
import { byId, setText } from "./dom.js";
import { messagesFor, setUpLanguage, startLanguage } from "./language.js";
import { drawActivity, drawApiErrors, drawContainer, drawResponder } from "./panels.js";
import { flashPod } from "./podElements.js";
import { drawRequestChart } from "./requestChart.js";
import { followOutage, startRequests } from "./requests.js";
import { emptyState, mergeActivity, withChange, withSnapshot } from "./state.js";
import { openStream } from "./stream.js";
import { clock, drawTable, setUpTable } from "./table.js";

const servedBy = { pod: meta("served-by-pod"), node: meta("served-by-node") };

let messages = messagesFor(startLanguage());
let state = emptyState();
/** When the stream was lost; null while it is live, undefined before it is live for the first time. */
let lostSince = /** @type {number | null | undefined} */ (undefined);
/** Milliseconds that the server's clock is ahead of the browser's. */
let clockOffset = 0;
/** @type {import("./requests.js").Attempt[]} */
let attempts = [];
/** @type {import("./requests.js").Attempt | null} */
let latest = null;
/** @type {import("./requests.js").Outage | null} */
let outage = null;

setUpLanguage((chosen) => {
  messages = chosen;
  drawAll();
});
setUpTable(drawAll);
openStream({
  onSnapshot: (snapshot) => setState(withSnapshot(state, snapshot)),
  onChange: (change) => setState(withChange(state, change)),
  onBeat: (serverNow) => (clockOffset = serverNow - Date.now()),
  onLive(live) {
    lostSince = live ? null : (lostSince ?? Date.now());
    drawLink();
  },
});
startRequests(onAttempt);
setInterval(drawTimers, 1000);

/** @param {typeof state} next */
function setState(next) {
  state = next;
  drawAll();
}

/**
 * @param {import("./requests.js").Attempt[]} all
 * @param {import("./requests.js").Attempt} attempt
 */
function onAttempt(all, attempt) {
  attempts = all;
  if (latest === null || attempt.startedAt >= latest.startedAt) latest = attempt;
  const { code, seconds, ...next } = followOutage(outage, attempt);
  outage = next.outage;
  if (code !== null) {
    const at = new Date(Date.now() + clockOffset).toISOString();
    state = { ...state, activity: mergeActivity(state.activity, [{ key: `${code} ${at}`, at, code, seconds }]) };
    drawActivity(state, messages);
  }
  if (attempt.answer !== null) flashPod(state, attempt.answer.pod);
  drawAnswers();
}

function drawAll() {
  const inCluster = state.mode === "cluster";
  byId("cluster").hidden = !inCluster;
  byId("container").hidden = state.mode !== "container";
  document.body.dataset.mode = state.mode ?? "";
  setText(byId("place"), state.namespace === "" ? "" : messages.place(state.namespace));
  drawResponder(byId("served-by"), servedBy, messages);
  if (inCluster) {
    drawDiagram(state, messages, Date.now() + clockOffset);
    drawTable(state, messages);
  }
  drawActivity(state, messages);
  drawAnswers();
  drawTimers();
}

function drawAnswers() {
  drawRequestChart(attempts, state.mode === "cluster", messages);
  if (latest !== null) drawResponder(byId("answered-by"), latest.answer, messages);
  drawContainer(state, latest?.answer ?? null, messages);
}

function drawTimers() {
  drawLink();
  if (state.mode === "cluster") drawTimes(state, messages, Date.now() + clockOffset);
}

function drawLink() {
  const { connecting, live, lost } = messages.link;
  const lostAt = typeof lostSince === "number" ? new Date(lostSince).toISOString() : null;
  byId("link").dataset.state = lostSince === undefined ? "connecting" : lostAt === null ? "live" : "lost";
  setText(byId("link-text"), lostSince === undefined ? connecting : lostAt === null ? live : lost(clock(lostAt)));
  drawApiErrors(state, lostAt, messages);
}

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}
