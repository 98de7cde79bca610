// @ts-check
import { followOutage } from "./outage.js";
import { createPace } from "./pace.js";
import { createRequests } from "./requests.js";
import { ownReason, watchNetwork } from "./shared/ownLimits.js";
import { CONNECTING, createSource } from "./shared/source.js";
import { emptyState, mergeActivity, withChange, withSnapshot } from "./state.js";

/** A shorter pause is not worth a line. */
const PAUSE_TO_REPORT_SECONDS = 10;

/**
 * @typedef {object} View all that the page draws
 * @property {import("./state.js").State} state
 * @property {import("./shared/source.js").Link} link
 * @property {number} clockOffset milliseconds that the server's clock is ahead of the browser's
 * @property {import("./requests.js").Attempt[]} attempts those of the last minute
 * @property {import("./requests.js").Attempt | null} latest the last one with an outcome of the lab's
 * @property {number} slot the present second
 */

/**
 * Follows the lab: its cluster, and the page's own requests. It runs in a worker that all tabs of the browser share, or in
 * the page.
 *
 * @param {{ canStream: boolean, publish: (changed: Partial<View>) => void }} options
 */
export function createWatch({ canStream, publish }) {
  /** @type {View} */
  const view = {
    state: emptyState(),
    link: CONNECTING,
    clockOffset: 0,
    attempts: [],
    latest: null,
    slot: 0,
  };
  let active = false;
  /** @type {import("./outage.js").Outage | null} */
  let outage = null;

  /** @param {Partial<View>} changed */
  function update(changed) {
    Object.assign(view, changed);
    publish(changed);
  }

  const pace = createPace({
    onTick(slot) {
      requests.send(slot);
      update({ slot, attempts: requests.attempts() });
    },
    onResume(seconds) {
      source.start();
      if (outage !== null) outage = { ...outage, unwatched: true };
      if (seconds >= PAUSE_TO_REPORT_SECONDS) addActivity("paused", seconds);
    },
  });

  /** @type {Parameters<typeof createRequests>[0]["judge"]} */
  const judge = (error, startedAt, timedOut) =>
    ownReason(error, {
      interrupted: pace.wasInterrupted(startedAt),
      timedOut,
      onLine: navigator.onLine,
      pathname: location.pathname,
    });

  const requests = createRequests({
    judge,
    onOutcome(attempt) {
      if (attempt.outcome === "answered") pace.settle(attempt.startedAt);
      const { code, seconds, ...next } = followOutage(outage, attempt);
      outage = next.outage;
      if (code !== null) addActivity(code, seconds);
      const isLatest = attempt.outcome !== "own" && attempt.startedAt >= (view.latest?.startedAt ?? 0);
      update({ attempts: requests.attempts(), ...(isLatest && { latest: attempt }) });
    },
  });

  const source = createSource({
    canStream,
    path: "api/cluster",
    isSnapshot: (value) => Array.isArray(value?.nodes),
    judge,
    onSnapshot: (snapshot) => update({ state: withSnapshot(view.state, snapshot) }),
    onChange: (change) => update({ state: withChange(view.state, change) }),
    onTime: (serverNow) => update({ clockOffset: serverNow - Date.now() }),
    onLink: (link) => update({ link }),
  });

  /**
   * @param {import("./state.js").LogEntry["code"]} code
   * @param {number | null} seconds
   */
  function addActivity(code, seconds) {
    const at = new Date(Date.now() + view.clockOffset).toISOString();
    const activity = mergeActivity(view.state.activity, [{ key: `${code} ${at}`, at, code, seconds }]);
    update({ state: { ...view.state, activity } });
  }

  watchNetwork(pace.interrupt);

  return {
    view,
    /** @param {boolean} wanted whether somebody looks at the page */
    setActive(wanted) {
      if (active === wanted) return;
      active = wanted;
      if (active) return pace.start();
      pace.stop();
      source.stop();
      requests.stop();
    },
  };
}

/** @typedef {ReturnType<typeof createWatch>} Watch */
