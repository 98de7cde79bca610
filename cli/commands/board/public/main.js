// @ts-check
import { byId, setText } from "../../../../app/public/shared/dom.js";
import { addIcons } from "../../../../app/public/shared/icons.js";
import { setUpLanguage, startLanguage } from "../../../../app/public/shared/language.js";
import { drawLink } from "../../../../app/public/shared/linkPanel.js";
import { CONNECTING, createSource } from "../../../../app/public/shared/source.js";
import { createAnnouncer } from "./announcer.js";
import { legend } from "./cells.js";
import { drawExerciseRows } from "./exerciseRows.js";
import { catalog } from "./language.js";
import { nameOf } from "./names.js";
import { drawNodes, drawProgress, drawQuota, drawStuck, drawTimes, drawTrouble } from "./panels.js";
import { emptyState, inOrder, stuckAmong, withChange, withSnapshot } from "./state.js";
import { drawStudentRows } from "./studentRows.js";

/**
 * @typedef {object} Look how the page shows the class
 * @property {import("./messages-en.js").Messages} messages
 * @property {import("../../../../app/public/shared/language.js").Language} language
 * @property {boolean} hidden whether numbers stand for names
 */

const isProjector = location.pathname.endsWith("/projector");

addIcons();
let state = emptyState();
let link = CONNECTING;
const startingLanguage = startLanguage();
/** @type {Look} Nothing remembers that names were shown: a projector that is switched on again shows none. */
const look = { messages: catalog[startingLanguage], language: startingLanguage, hidden: isProjector };

const announce = createAnnouncer(({ fresh, stuck }) => {
  const { messages, language, hidden } = look;
  const texts = fresh.map((student) => {
    const title = state.exercises[student.next?.exercise ?? 0]?.title[language] ?? "";
    return messages.newlyStuck(nameOf(student, hidden, messages), title);
  });
  setText(byId("announcement"), [...texts, messages.stuckInAll(stuck.length)].join(" "));
});

const source = createSource({
  canStream: typeof EventSource === "function",
  path: "api/board",
  isSnapshot: (value) => Array.isArray(value?.exercises),
  // Between this browser and the board is nothing that could answer instead.
  judge: () => null,
  onSnapshot: (/** @type {import("../types").BoardSnapshot} */ snapshot) => show(withSnapshot(snapshot)),
  onChange: (/** @type {import("../types").BoardChange} */ change) => show(withChange(state, change)),
  onTime: () => undefined,
  onLink(now) {
    link = now;
    drawTimers();
  },
});

document.body.dataset.page = isProjector ? "projector" : "instructor";
setUpLanguage(catalog, (messages, language) => {
  Object.assign(look, { messages, language });
  byId("legend").replaceChildren(...legend(messages));
  drawOtherPage();
  draw();
});
byId("names").addEventListener("click", () => {
  look.hidden = !look.hidden;
  draw();
});
followWhileVisible();
setInterval(drawTimers, 1000);
// Without this, start.js says that the page did not start.
document.body.dataset.started = "true";

/** A browser has six connections to a server: pages that nobody sees hold none. */
function followWhileVisible() {
  let following = false;
  function report(visible = document.visibilityState === "visible") {
    if (visible === following) return;
    following = visible;
    if (visible) source.start();
    else source.stop();
  }
  document.addEventListener("visibilitychange", () => report());
  addEventListener("pageshow", () => report());
  addEventListener("pagehide", () => report(false));
  report();
}

function drawOtherPage() {
  const other = /** @type {HTMLAnchorElement} */ (byId("other-page"));
  other.href = isProjector ? "./" : "projector";
  setText(other, look.messages.otherPage[isProjector ? "projector" : "instructor"]);
}

/** @param {typeof state} now */
function show(now) {
  state = now;
  draw();
  if (state.students !== null) announce(stuckAmong(inOrder(state, look.hidden)));
}

function draw() {
  const students = inOrder(state, look.hidden);
  byId("names").setAttribute("aria-pressed", String(!look.hidden));
  setText(byId("place"), state.stack === "" ? "" : look.messages.place(state.stack));
  drawProgress(state, students, look);
  drawStuck(stuckAmong(students), state, look);
  if (isProjector) drawExerciseRows(students, state, look);
  else drawStudentRows(students, state, look);
  drawQuota(students, look);
  drawNodes(state, look);
  drawTimers();
}

function drawTimers() {
  drawLink(link, look.messages);
  drawTrouble(state, link.since, look);
  drawTimes(look.messages);
}
