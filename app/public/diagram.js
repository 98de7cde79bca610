// @ts-check
import { animateMoves } from "./motion.js";
import { setVisiblePods } from "./podColors.js";
import { podElements, removePodElementsExcept, setPods } from "./podElements.js";
import { byId, icon, make, setText } from "./shared/dom.js";
import { duration } from "./shared/time.js";
import { arrange } from "./state.js";

/**
 * @typedef {import("./language.js").Messages} Messages
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types").PodView} PodView
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {{ root: HTMLElement, name: HTMLElement, badges: HTMLElement, detail: HTMLElement, pods: HTMLElement, drawn: string }} Box
 */

/** @type {Map<string, Box>} */
const boxes = new Map();

/**
 * Updates the diagram. Nodes and pods keep their elements, so that a pod's move can be animated.
 *
 * @param {State} state
 * @param {Messages} messages
 * @param {number} now the server's time
 */
export function drawDiagram(state, messages, now) {
  const tray = byId("tray");
  setVisiblePods([...state.pods.values()].map(({ name }) => name));
  animateMoves(podElements(), tray, () => {
    const { boxes: arranged, waiting } = arrange(state);
    dropMissing(state, new Set(arranged.map(({ node }) => node.name)));
    arranged.forEach(({ node, pods }, index) => {
      const box = boxes.get(node.name) ?? addBox(node.name);
      const frame = byId("nodes");
      if (frame.children[index] !== box.root) frame.insertBefore(box.root, frame.children[index] ?? null);
      drawBox(box, node, messages);
      setPods(box.pods, pods, messages);
    });
    tray.dataset.empty = String(waiting.length === 0);
    setText(byId("tray-title"), waiting.length === 0 ? messages.trayEmpty : messages.tray);
    setPods(tray, waiting, messages);
  });
  drawLegend(messages);
  drawTimes(state, messages, now);
}

/** @param {Messages} messages */
function drawLegend(messages) {
  const legend = byId("legend");
  if (legend.dataset.drawn === messages.title) return;
  legend.dataset.drawn = messages.title;
  const states = /** @type {const} */ (["pending", "starting", "ready", "notReady", "failing", "terminating"]);
  legend.replaceChildren(
    ...states.map((state) => {
      const item = make("li", "pod-key", icon(state), messages.pod[state]);
      item.dataset.state = state;
      return item;
    }),
  );
}

/**
 * Updates only what depends on the time: how long each node has had its status.
 *
 * @param {State} state
 * @param {Messages} messages
 * @param {number} now
 */
export function drawTimes(state, messages, now) {
  for (const [name, box] of boxes) {
    const node = state.nodes.get(name);
    for (const badge of /** @type {NodeListOf<HTMLElement>} */ (box.badges.querySelectorAll(".since"))) {
      const since = sinceOf(node, badge.dataset.of);
      setText(badge, since ? messages.forAWhile(duration((now - Date.parse(since)) / 1000, messages)) : "");
    }
  }
}

/**
 * @param {NodeView | undefined} node
 * @param {string | undefined} badge
 */
function sinceOf(node, badge) {
  if (badge === "status") return node?.since;
  if (badge === "cordon") return node?.cordonedSince;
  return node?.pressures.find(({ type }) => type === badge)?.since;
}

/**
 * @param {State} state
 * @param {Set<string>} names
 */
function dropMissing(state, names) {
  removePodElementsExcept(new Set(state.pods.keys()));
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
 * @param {Messages} messages
 */
function drawBox(box, node, messages) {
  const drawn = JSON.stringify([node, messages.title]);
  if (box.drawn === drawn) return;
  box.drawn = drawn;
  box.root.dataset.status = node.status;
  box.root.dataset.cordoned = String(node.cordoned);
  setText(box.detail, [node.os, node.kubelet, node.zone].filter((part) => part !== "").join(" · "));
  box.pods.dataset.none = messages.noPods;
  const badge = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {string} */ of) => {
    const since = make("span", "since");
    since.dataset.of = of;
    return make("span", `badge ${kind}`, icon(kind), make("b", "", text), since);
  };
  const mark = node.status === "ready" ? "ready" : "notReady";
  box.badges.replaceChildren(badge(mark, messages.node[node.status], "status"));
  if (node.cordoned) box.badges.append(badge("cordoned", messages.cordoned, "cordon"));
  for (const { type } of node.pressures) box.badges.append(badge("pressure", messages.pressure[type], type));
}
