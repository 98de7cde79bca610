// @ts-check
import { icon, make } from "./dom.js";
import { hueOf, shortName } from "./hues.js";
import { animateLeave } from "./motion.js";

// The pods in the picture: one element for each, which goes with it from box to box.

/**
 * @typedef {import("./language.js").Words} Words
 * @typedef {import("../types").PodView} PodView
 */

/** @type {Map<string, { root: HTMLElement, drawn: string }>} by uid */
const chips = new Map();

export function chipElements() {
  return [...chips.values()].map(({ root }) => root);
}

/** @param {Set<string>} kept uids of the pods that there still are */
export function dropChips(kept) {
  for (const [uid, { root }] of chips) {
    if (kept.has(uid)) continue;
    chips.delete(uid);
    animateLeave(root);
  }
}

/**
 * Lets a pod light up because it has just answered.
 *
 * @param {import("./state.js").State} state
 * @param {string} podName
 */
export function flashPod(state, podName) {
  const pod = [...state.pods.values()].find(({ name }) => name === podName);
  const chip = pod === undefined ? undefined : chips.get(pod.uid);
  for (const { root } of chips.values()) root.classList.remove("answered");
  if (chip === undefined) return;
  void chip.root.offsetWidth; // Starts the animation again where the same pod answers twice.
  chip.root.classList.add("answered");
}

/**
 * Puts these pods into the frame, in this order.
 *
 * @param {HTMLElement} frame
 * @param {PodView[]} pods
 * @param {Words} words
 */
export function setPods(frame, pods, words) {
  let previous = frame.querySelector("#tray-title");
  for (const pod of pods) {
    const { root } = drawChip(pod, words);
    const next = previous === null ? frame.firstElementChild : previous.nextElementSibling;
    if (next !== root) frame.insertBefore(root, next);
    previous = root;
  }
}

/**
 * @param {PodView} pod
 * @param {Words} words
 */
function drawChip(pod, words) {
  const chip = chips.get(pod.uid) ?? { root: make("div", "pod"), drawn: "" };
  chips.set(pod.uid, chip);
  const drawn = JSON.stringify([pod, words.title]);
  if (chip.drawn === drawn) return chip;
  chip.drawn = drawn;
  chip.root.dataset.state = pod.state;
  chip.root.dataset.pod = pod.name;
  chip.root.dataset.hue = hueOf(pod.name);
  chip.root.title = [pod.name, words.pod[pod.state], pod.reason].filter((part) => part !== "").join("\n");
  const name = make("span", "pod-name", make("span", "app", pod.app), make("code", "", shortName(pod.name)));
  chip.root.replaceChildren(icon(markOf(pod.state)), name);
  if (pod.state !== "ready") chip.root.append(make("span", "pod-state", pod.reason || words.pod[pod.state]));
  return chip;
}

/** @param {PodView["state"]} state */
export function markOf(state) {
  if (state === "succeeded") return "ready";
  return state === "failed" ? "failing" : state;
}
