// @ts-check
import { iconNameOf } from "./podElements.js";
import { byId, icon, make, setText } from "./shared/dom.js";
import { nodeStatusText } from "./shared/nodeStatus.js";
import { clock } from "./shared/time.js";
import { arrange, countAll } from "./state.js";

/**
 * @typedef {import("./language.js").Messages} Messages
 * @typedef {import("../types").NodeView} NodeView
 * @typedef {import("../types").PodView} PodView
 */

let open = false;
let drawn = "";

/** @param {() => void} redraw */
export function setUpTable(redraw) {
  byId("table-switch").addEventListener("click", () => {
    open = !open;
    redraw();
  });
}

/**
 * The diagram's content as a table. Screen readers always have it; a button makes it visible.
 *
 * @param {import("./state.js").State} state
 * @param {Messages} messages
 */
export function drawTable(state, messages) {
  const toggle = byId("table-switch");
  setText(toggle, open ? messages.hideTable : messages.showTable);
  toggle.setAttribute("aria-expanded", String(open));
  const frame = byId("table-frame");
  frame.classList.toggle("hidden", !open);
  // A scrollable frame must be focusable by keyboard; a hidden one must not be.
  if (open) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
  setText(byId("cluster-summary"), messages.summary(countAll(state)));
  const { boxes, waiting } = arrange(state);
  const now = JSON.stringify([boxes, waiting, messages.title]);
  if (now === drawn) return;
  drawn = now;
  byId("table-head").replaceChildren(...Object.values(messages.columns).map(columnHead));
  const rows = boxes.flatMap(({ node, pods }) =>
    pods.length === 0 ? [row(node, null, messages)] : pods.map((pod) => row(node, pod, messages)),
  );
  byId("table-body").replaceChildren(...rows, ...waiting.map((pod) => row(null, pod, messages)));
}

/** @param {string} text */
function columnHead(text) {
  const cell = make("th", "", text);
  cell.scope = "col";
  return cell;
}

/**
 * @param {NodeView | null} node
 * @param {PodView | null} pod
 * @param {Messages} messages
 */
function row(node, pod, messages) {
  const head = make("th", "", node?.name ?? "–");
  head.scope = "row";
  const status =
    node === null ? ["–"] : [icon(node.status === "ready" ? "ready" : "notReady"), nodeStatusText(node, messages)];
  if (pod === null) {
    return make(
      "tr",
      "",
      head,
      make("td", node?.status ?? "", ...status),
      make("td", "", messages.noPods),
      make("td"),
      make("td"),
      make("td"),
    );
  }
  const reason = pod.reason === "" ? "" : `: ${messages.why(pod.reason)}`;
  return make(
    "tr",
    "",
    head,
    make("td", node?.status ?? "", ...status),
    make("td", "", make("code", "", pod.name)),
    make("td", pod.state, icon(iconNameOf(pod.state)), messages.pod[pod.state] + reason),
    make("td", "", clock(pod.since)),
    make("td", "number", String(pod.restarts)),
  );
}
