// @ts-check
import { showBanners } from "../../../../app/public/shared/banners.js";
import { byId, icon, make, setText } from "../../../../app/public/shared/dom.js";
import { nodeStatusText } from "../../../../app/public/shared/nodeStatus.js";
import { clock, duration } from "../../../../app/public/shared/time.js";
import { hintParts, nameOf } from "./names.js";
import { limitsAmong, progressOf } from "./state.js";

// The panels around the table: progress, who is stuck, quota, nodes, and what is wrong with the board itself.

/**
 * @typedef {import("./messages-en.js").Messages} Messages
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types").StudentView} StudentView
 * @typedef {import("./main.js").Look} Look
 */

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Draws an element's children again only if what they show has changed.
 *
 * @param {HTMLElement} element
 * @param {unknown} shown
 * @param {() => (Node | string)[]} draw
 */
export function redraw(element, shown, draw) {
  const now = JSON.stringify(shown);
  if (drawn.get(element) === now) return;
  drawn.set(element, now);
  element.replaceChildren(...draw());
}

/**
 * @param {State} state
 * @param {readonly StudentView[]} students
 * @param {Look} look
 */
export function drawProgress(state, students, { messages }) {
  const progress = progressOf(students);
  const empty = state.students === null ? messages.reading : students.length === 0 ? messages.nobody : null;
  setText(byId("progress-text"), empty ?? messages.progress(progress));
  setText(byId("finished"), empty === null ? messages.finished(progress) : "");
  /** @type {HTMLElement} */ (byId("progress-bar").firstElementChild).style.width = `${progress.percent}%`;
}

/**
 * @param {readonly StudentView[]} stuck
 * @param {State} state
 * @param {Look} look
 */
export function drawStuck(stuck, { exercises }, { messages, language, hidden }) {
  setText(byId("stuck-summary"), messages.stuck(stuck.length));
  byId("stuck-frame").hidden = stuck.length === 0;
  redraw(byId("stuck-list"), [stuck, language, hidden], () =>
    stuck.map((student) => {
      const { next } = student;
      const time = make("time");
      time.dateTime = next?.since ?? "";
      const head = make("p", "", make("strong", "", nameOf(student, hidden, messages)), " ");
      head.append(make("span", "", exercises[next?.exercise ?? 0]?.title[language] ?? ""), " ", time);
      const hint = make("p", "hint", ...hintParts(next?.hint[language] ?? "", student, hidden));
      return make("li", "", icon("failing"), make("div", "", head, hint));
    }),
  );
}

/** For how long each has been stuck. @param {Messages} messages */
export function drawTimes(messages) {
  for (const time of byId("stuck-list").querySelectorAll("time")) {
    const since = Date.parse(time.dateTime);
    setText(time, since ? messages.forAWhile(duration((Date.now() - since) / 1000, messages)) : "");
  }
}

/**
 * @param {readonly StudentView[]} students
 * @param {Look} look
 */
export function drawQuota(students, { messages, language, hidden }) {
  const limits = limitsAmong(students);
  redraw(byId("quota-list"), [limits, language, hidden], () =>
    limits.length === 0
      ? [make("li", "", messages.noQuota)]
      : limits.map(([resource, those]) => {
          const text = make("strong", "", messages.quota(messages.resource[resource] ?? resource, those.length));
          const names = hidden ? "" : those.map(({ label }) => label).join(", ");
          return make("li", "", text, " ", make("span", "names", names));
        }),
  );
}

/**
 * @param {State} state
 * @param {Look} look
 */
export function drawNodes({ nodes }, { messages, language }) {
  redraw(byId("node-list"), [nodes, language], () =>
    nodes.map((node) => {
      const isWell = node.status === "ready" && !node.cordoned && node.pressures.length === 0;
      const mark = node.status !== "ready" ? "notReady" : isWell ? "ready" : "cordoned";
      const item = make("li", "", icon(mark), make("strong", "", node.name), " ", nodeStatusText(node, messages));
      item.dataset.mark = mark;
      return item;
    }),
  );
}

/**
 * Says what the board cannot see, and since when it shows an old picture.
 *
 * @param {State} state
 * @param {number | null} lostSince when the connection to the board was lost
 * @param {Look} look
 */
export function drawTrouble({ sources }, lostSince, { messages }) {
  const troubled = Object.entries(sources).filter(([, { state }]) => state !== "live" && state !== "starting");
  const forbidden = troubled.filter(([, { state }]) => state === "forbidden").map(([kind]) => kind);
  const [first] = troubled.map(([, { since }]) => since).sort();
  const retrying = troubled.filter(([, { state }]) => state === "retrying").map(([, { since }]) => since);
  /** @type {string[]} */
  const texts = [];
  if (forbidden.length > 0) texts.push(messages.apiErrors.forbidden(forbidden.join(", ")));
  if (troubled.some(([, { state }]) => state === "unauthorized")) texts.push(messages.apiErrors.unauthorized);
  if (retrying.length > 0) texts.push(messages.apiErrors.retrying(clock(retrying.sort()[0] ?? null)));
  showBanners(texts);
  const since = lostSince === null ? first : new Date(lostSince).toISOString();
  document.body.dataset.stale = String(since !== undefined);
  byId("stale").hidden = since === undefined;
  setText(byId("stale"), since === undefined ? "" : messages.stale(clock(since)));
}
