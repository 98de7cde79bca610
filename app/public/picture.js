// @ts-check
import { chipElements, dropChips, setPods } from "./chips.js";
import { byId, icon, make, setText } from "./dom.js";
import { keepHues } from "./hues.js";
import { duration } from "./language.js";
import { animateMoves } from "./motion.js";
import { arrange } from "./state.js";

/**
 * @typedef {import("./language.js").Words} Words
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types").PodView} PodView
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {{ root: HTMLElement, name: HTMLElement, badges: HTMLElement, detail: HTMLElement, pods: HTMLElement, drawn: string }} Box
 */

/** @type {Map<string, Box>} */
const boxes = new Map();

/**
 * Draws the picture anew, keeping the element of each node and pod, so that a pod can be seen to move.
 *
 * @param {State} state
 * @param {Words} words
 * @param {number} now the server's time
 */
export function drawPicture(state, words, now) {
  const tray = byId("tray");
  keepHues([...state.pods.values()].map(({ name }) => name));
  animateMoves(chipElements(), tray, () => {
    const { boxes: arranged, waiting } = arrange(state);
    dropMissing(state, new Set(arranged.map(({ node }) => node.name)));
    arranged.forEach(({ node, pods }, place) => {
      const box = boxes.get(node.name) ?? addBox(node.name);
      const frame = byId("nodes");
      if (frame.children[place] !== box.root) frame.insertBefore(box.root, frame.children[place] ?? null);
      drawBox(box, node, words);
      setPods(box.pods, pods, words);
    });
    tray.dataset.empty = String(waiting.length === 0);
    setText(byId("tray-title"), waiting.length === 0 ? words.trayEmpty : words.tray);
    setPods(tray, waiting, words);
  });
  drawLegend(words);
  drawTimes(state, words, now);
}

/** @param {Words} words */
function drawLegend(words) {
  const legend = byId("legend");
  if (legend.dataset.drawn === words.title) return;
  legend.dataset.drawn = words.title;
  const states = /** @type {const} */ (["pending", "starting", "ready", "notReady", "failing", "terminating"]);
  legend.replaceChildren(
    ...states.map((state) => {
      const item = make("li", "pod-key", icon(state), words.pod[state]);
      item.dataset.state = state;
      return item;
    }),
  );
}

/**
 * Only what time changes: how long each node has been as it is.
 *
 * @param {State} state
 * @param {Words} words
 * @param {number} now
 */
export function drawTimes(state, words, now) {
  for (const [name, box] of boxes) {
    const node = state.nodes.get(name);
    for (const badge of /** @type {NodeListOf<HTMLElement>} */ (box.badges.querySelectorAll(".since"))) {
      const since = badge.dataset.of === "cordon" ? node?.cordonedSince : node?.since;
      setText(badge, since ? words.forAWhile(duration((now - Date.parse(since)) / 1000, words)) : "");
    }
  }
}

/**
 * @param {State} state
 * @param {Set<string>} names
 */
function dropMissing(state, names) {
  dropChips(new Set(state.pods.keys()));
  for (const [name, { root }] of boxes) {
    if (names.has(name)) continue;
    boxes.delete(name);
    root.remove();
  }
}

/**
 * @param {string} name
 * @returns {Box}
 */
function addBox(name) {
  const title = make("h3", "", name);
  const badges = make("p", "badges");
  const detail = make("p", "detail");
  const pods = make("div", "pods");
  const rack = make("span", "rack", make("i"), make("i"), make("i"));
  const root = make("div", "node", make("div", "plate", rack, title), badges, detail, pods);
  const box = { root, name: title, badges, detail, pods, drawn: "" };
  boxes.set(name, box);
  return box;
}

/**
 * @param {Box} box
 * @param {NodeView} node
 * @param {Words} words
 */
function drawBox(box, node, words) {
  const drawn = JSON.stringify([node, words.title]);
  if (box.drawn === drawn) return;
  box.drawn = drawn;
  box.root.dataset.status = node.status;
  box.root.dataset.cordoned = String(node.cordoned);
  setText(box.detail, [node.os, node.kubelet, node.zone].filter((part) => part !== "").join(" · "));
  box.pods.dataset.none = words.noPods;
  const badge = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {string} */ of) => {
    const since = make("span", "since");
    since.dataset.of = of;
    return make("span", `badge ${kind}`, icon(kind), make("b", "", text), since);
  };
  const mark = node.status === "ready" ? "ready" : "notReady";
  box.badges.replaceChildren(badge(mark, words.node[node.status], "status"));
  if (node.cordoned) box.badges.append(badge("cordoned", words.cordoned, "cordon"));
}
