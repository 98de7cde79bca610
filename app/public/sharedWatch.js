// @ts-check
import { createWatch } from "./watch.js";

// A shared worker: one stream and one request per second for all tabs of the browser, which has only six connections to a
// server. It rests while no tab is visible.

/** A tab is hidden a moment before the next one is visible. */
const LINGER_MS = 2000;

/** @type {Set<MessagePort>} */
const visibleTabs = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

const watch = createWatch({
  canStream: typeof EventSource === "function",
  publish(changed) {
    for (const tab of visibleTabs) tab.postMessage(changed);
  },
});

/** @param {MessagePort} tab */
function show(tab) {
  visibleTabs.add(tab);
  tab.postMessage(watch.view);
  clearTimeout(resting);
  watch.setActive(true);
}

/** @param {MessagePort} tab */
function hide(tab) {
  visibleTabs.delete(tab);
  clearTimeout(resting);
  if (visibleTabs.size === 0) resting = setTimeout(() => watch.setActive(false), LINGER_MS);
}

/** @type {any} */ (globalThis).onconnect = (/** @type {MessageEvent} */ event) => {
  const tab = /** @type {MessagePort} */ (event.ports[0]);
  tab.onmessage = ({ data }) => (data === "visible" ? show(tab) : hide(tab));
};
