// @ts-check
import { createWatch } from "./watch.js";

/** Seconds after which a worker without any message counts as missing: it has one each second for a visible tab. */
const SECONDS_TO_MISS = 8;

/**
 * Follows the lab while the tab is visible: by the worker that all tabs share, or, where the browser has none, in this page.
 * In this page there is no stream: with more than six windows, the browser would have no connection left.
 *
 * @param {(changed: Partial<import("./watch.js").View>) => void} onView
 */
export function connect(onView) {
  let follower = connectToWorker(onView, () => {
    follower = followHere(onView);
    follower.setVisible(isVisible());
  });
  const report = () => follower.setVisible(isVisible());
  document.addEventListener("visibilitychange", report);
  addEventListener("pageshow", report);
  addEventListener("pagehide", () => follower.setVisible(false));
  report();
}

function isVisible() {
  return document.visibilityState === "visible";
}

/** @param {Parameters<typeof connect>[0]} onView */
function followHere(onView) {
  const watch = createWatch({ canStream: false, publish: onView });
  return { setVisible: watch.setActive };
}

/**
 * @param {Parameters<typeof connect>[0]} onView
 * @param {() => void} onMissing
 */
function connectToWorker(onView, onMissing) {
  let visible = false;
  let isGivenUp = false;
  let quietSeconds = 0;
  /** @type {MessagePort | undefined} */
  let port;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function giveUp() {
    if (isGivenUp) return;
    isGivenUp = true;
    clearInterval(timer);
    port?.postMessage("hidden");
    port?.close();
    onMissing();
  }

  try {
    const worker = new SharedWorker("sharedWatch.js", { type: "module", name: "lab" });
    worker.onerror = giveUp;
    port = worker.port;
    port.onmessage = ({ data }) => {
      quietSeconds = 0;
      onView(data);
    };
    // Counted, not measured: after a pause of the whole browser, the worker's messages come at once.
    timer = setInterval(() => {
      quietSeconds = visible ? quietSeconds + 1 : 0;
      if (quietSeconds > SECONDS_TO_MISS) giveUp();
    }, 1000);
  } catch {
    setTimeout(giveUp);
  }
  return {
    /** @param {boolean} now */
    setVisible(now) {
      visible = now;
      port?.postMessage(now ? "visible" : "hidden");
    },
  };
}
