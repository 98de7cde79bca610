// @ts-check
import { flashPod } from "./chips.js";
import { byId, setText } from "./dom.js";
import { setUpLanguage, startLanguage, wordsOf } from "./language.js";
import { drawPicture, drawTimes } from "./picture.js";
import { followOutage, startRequests } from "./requests.js";
import { drawContainer, drawActivity, drawTroubles, drawWho } from "./side.js";
import { emptyState, mergeActivity, withChange, withSnapshot } from "./state.js";
import { openStream } from "./stream.js";
import { drawStrip } from "./strip.js";
import { clock, drawTable, setUpTable } from "./table.js";

const servedBy = { pod: meta("served-by-pod"), node: meta("served-by-node") };

let words = wordsOf(startLanguage());
let state = emptyState();
/** Since when the stream has been lost; null while it is live, undefined until it has been for the first time. */
let lostSince = /** @type {number | null | undefined} */ (undefined);
/** The server's clock less this one's. */
let skew = 0;
/** @type {import("./requests.js").Attempt[]} */
let attempts = [];
/** @type {import("./requests.js").Attempt | null} */
let latest = null;
/** @type {import("./requests.js").Outage | null} */
let outage = null;

setUpLanguage((chosen) => {
  words = chosen;
  drawAll();
});
setUpTable(drawAll);
openStream({
  onSnapshot: (snapshot) => setState(withSnapshot(state, snapshot)),
  onChange: (change) => setState(withChange(state, change)),
  onBeat: (serverNow) => (skew = serverNow - Date.now()),
  onLive(live) {
    lostSince = live ? null : (lostSince ?? Date.now());
    drawLink();
  },
});
startRequests(onAttempt);
setInterval(drawClockwork, 1000);

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
    const at = new Date(Date.now() + skew).toISOString();
    state = { ...state, activity: mergeActivity(state.activity, [{ key: `${code} ${at}`, at, code, seconds }]) };
    drawActivity(state, words);
  }
  if (attempt.answer !== null) flashPod(state, attempt.answer.pod);
  drawAnswers();
}

function drawAll() {
  const inCluster = state.mode === "cluster";
  byId("cluster").hidden = !inCluster;
  byId("container").hidden = state.mode !== "container";
  document.body.dataset.mode = state.mode ?? "";
  setText(byId("place"), state.namespace === "" ? "" : words.place(state.namespace));
  drawWho(byId("served-by"), servedBy, words);
  if (inCluster) {
    drawPicture(state, words, Date.now() + skew);
    drawTable(state, words);
  }
  drawActivity(state, words);
  drawAnswers();
  drawClockwork();
}

function drawAnswers() {
  drawStrip(attempts, state.mode === "cluster", words);
  if (latest !== null) drawWho(byId("answered-by"), latest.answer, words);
  drawContainer(state, latest?.answer ?? null, words);
}

function drawClockwork() {
  drawLink();
  if (state.mode === "cluster") drawTimes(state, words, Date.now() + skew);
}

function drawLink() {
  const { connecting, live, lost } = words.link;
  const lostAt = typeof lostSince === "number" ? new Date(lostSince).toISOString() : null;
  byId("link").dataset.state = lostSince === undefined ? "connecting" : lostAt === null ? "live" : "lost";
  setText(byId("link-words"), lostSince === undefined ? connecting : lostAt === null ? live : lost(clock(lostAt)));
  drawTroubles(state, lostAt, words);
}

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}
