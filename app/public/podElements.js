// @ts-check
import { animateLeave } from "./motion.js";
import { podColor, shortName } from "./podColors.js";
import { icon, make } from "./shared/dom.js";

// The pods in the diagram. Each pod keeps its element when it moves from box to box.

/**
 * @typedef {import("./language.js").Messages} Messages
 * @typedef {import("../types").PodView} PodView
 */

/** @type {Map<string, { root: HTMLElement, drawn: string }>} by uid */
const elements = new Map();

export function podElements() {
  return [...elements.values()].map(({ root }) => root);
}

/** @param {Set<string>} kept uids of the pods that still exist */
export function removePodElementsExcept(kept) {
  for (const [uid, { root }] of elements) {
    if (kept.has(uid)) continue;
    elements.delete(uid);
    animateLeave(root);
  }
}

/**
 * Highlights the pod that has just answered.
 *
 * @param {import("./state.js").State} state
 * @param {string} podName
 */
export function flashPod(state, podName) {
  const pod = [...state.pods.values()].find(({ name }) => name === podName);
  const element = pod === undefined ? undefined : elements.get(pod.uid);
  for (const { root } of elements.values()) root.classList.remove("answered");
  if (element === undefined) return;
  void element.root.offsetWidth; // Forces a reflow, so that the animation restarts if the same pod answers twice.
  element.root.classList.add("answered");
}

/**
 * Puts the pods into the frame in the given order.
 *
 * @param {HTMLElement} frame
 * @param {PodView[]} pods
 * @param {Messages} messages
 */
export function setPods(frame, pods, messages) {
  let previous = frame.querySelector("#tray-title");
  for (const pod of pods) {
    const { root } = drawPodElement(pod, messages);
    const next = previous === null ? frame.firstElementChild : previous.nextElementSibling;
    if (next !== root) frame.insertBefore(root, next);
    previous = root;
  }
}

/**
 * @param {PodView} pod
 * @param {Messages} messages
 */
function drawPodElement(pod, messages) {
  const element = elements.get(pod.uid) ?? { root: make("div", "pod"), drawn: "" };
  elements.set(pod.uid, element);
  const drawn = JSON.stringify([pod, messages.title]);
  if (element.drawn === drawn) return element;
  element.drawn = drawn;
  element.root.dataset.state = pod.state;
  element.root.dataset.pod = pod.name;
  element.root.dataset.podColor = podColor(pod.name);
  element.root.title = [pod.name, messages.pod[pod.state], pod.reason].filter((part) => part !== "").join("\n");
  const name = make("span", "pod-name", make("span", "app", pod.app), make("code", "", shortName(pod.name)));
  element.root.replaceChildren(icon(iconNameOf(pod.state)), name);
  if (pod.state !== "ready")
    element.root.append(
      make("span", "pod-state", pod.reason === "" ? messages.pod[pod.state] : messages.why(pod.reason)),
    );
  return element;
}

/** @param {PodView["state"]} state */
export function iconNameOf(state) {
  if (state === "succeeded") return "ready";
  return state === "failed" ? "failing" : state;
}
