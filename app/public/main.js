// @ts-check
import { connect } from "./connect.js";
import { drawDiagram, drawTimes } from "./diagram.js";
import { catalog } from "./language.js";
import { drawActivity, drawBanners, drawContainer, drawEnd, drawResponder } from "./panels.js";
import { flashPod } from "./podElements.js";
import { drawRequestChart } from "./requestChart.js";
import { byId, setText } from "./shared/dom.js";
import { addIcons } from "./shared/icons.js";
import { setUpLanguage, startLanguage } from "./shared/language.js";
import { drawLink } from "./shared/linkPanel.js";
import { CONNECTING } from "./shared/source.js";
import { emptyState } from "./state.js";
import { drawTable, setUpTable } from "./table.js";

const servedBy = { pod: meta("served-by-pod"), node: meta("served-by-node") };

addIcons();
let messages = catalog[startLanguage()];
/** @type {import("./watch.js").View} */
const view = {
  state: emptyState(),
  link: CONNECTING,
  clockOffset: 0,
  attempts: [],
  latest: null,
  slot: 0,
};

setUpLanguage(catalog, (chosen) => {
  messages = chosen;
  drawAll();
});
setUpTable(drawAll);
connect(onView);
setInterval(drawTimers, 1000);
// Without this, start.js says that the page did not start.
document.body.dataset.started = "true";

/** @param {Partial<import("./watch.js").View>} changed */
function onView(changed) {
  const isAnswer = changed.latest !== undefined && changed.latest?.startedAt !== view.latest?.startedAt;
  Object.assign(view, changed);
  if (changed.state !== undefined) drawAll();
  else {
    drawAnswers();
    drawTimers();
  }
  if (isAnswer && view.latest?.answer) flashPod(view.state, view.latest.answer.pod);
}

function drawAll() {
  const { state } = view;
  const inCluster = state.mode === "cluster";
  byId("cluster").hidden = !inCluster;
  byId("container").hidden = state.mode !== "container";
  document.body.dataset.mode = state.mode ?? "";
  setText(byId("place"), state.namespace === "" ? "" : messages.place(state.namespace));
  drawResponder(byId("served-by"), servedBy, messages);
  if (inCluster) {
    drawDiagram(state, messages, Date.now() + view.clockOffset);
    drawTable(state, messages);
  }
  drawActivity(state, messages);
  drawAnswers();
  drawTimers();
}

function drawAnswers() {
  const { state, attempts, latest, slot } = view;
  drawRequestChart(attempts, slot, state.mode === "cluster", messages);
  if (latest !== null) drawResponder(byId("answered-by"), latest.answer, messages);
  drawContainer(state, latest?.answer ?? null, messages);
}

function drawTimers() {
  const { state, link } = view;
  drawLink(link, messages);
  drawBanners(state, link.since, messages);
  const now = Date.now() + view.clockOffset;
  drawEnd(state, now, messages);
  if (state.mode === "cluster") drawTimes(state, messages, now);
}

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}
