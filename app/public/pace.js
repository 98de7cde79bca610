// @ts-check

const TICK_MS = 1000;
/** A tick that is later than this was missed: the computer slept, or the browser froze or throttled the page. */
const LATE_MS = 2500;
/** After a pause, a computer needs a few seconds until its network is back. */
const SETTLE_MS = 10_000;

/**
 * Ticks every second and notices interruptions: times in which the browser did not run, or its network changed. What
 * fails then says nothing about the lab.
 *
 * @param {object} handlers
 * @param {(slot: number) => void} handlers.onTick `slot`: seconds since the start, a new one for each tick
 * @param {(seconds: number) => void} handlers.onResume it starts, after a pause of so many seconds
 */
export function createPace({ onTick, onResume }) {
  let last = 0;
  let slot = 0;
  let resumedAt = 0;
  let interruptedUntil = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function tick(starts = false) {
    const now = Date.now();
    const isFirst = last === 0;
    const gap = isFirst ? 0 : now - last;
    last = now;
    slot += Math.max(1, Math.round(gap / TICK_MS));
    if (starts || isLate(gap)) {
      if (!isFirst) interrupt();
      onResume(Math.max(0, Math.round(gap / 1000)));
    }
    onTick(slot);
  }

  function interrupt() {
    resumedAt = Date.now();
    interruptedUntil = resumedAt + SETTLE_MS;
  }

  return {
    start() {
      timer = setInterval(tick, TICK_MS);
      tick(true);
    },
    stop() {
      clearInterval(timer);
    },
    /** Notes that the computer's network changed now. */
    interrupt,
    /** @param {number} startedAt of a request that was answered: the network is back */
    settle(startedAt) {
      if (startedAt >= resumedAt) interruptedUntil = resumedAt;
    },
    /** @param {number} startedAt of a request that failed now */
    wasInterrupted(startedAt) {
      return isLate(Date.now() - last) || startedAt < interruptedUntil;
    },
  };
}

/**
 * @param {number} gap milliseconds since the last tick; negative if the clock was set back
 */
function isLate(gap) {
  return gap > LATE_MS || gap < 0;
}

/** @typedef {ReturnType<typeof createPace>} Pace */
