// @ts-check

/** A screen reader is not interrupted more often than this. */
const PAUSE_MS = 15_000;

/**
 * @typedef {import("../types").StudentView} StudentView
 * @typedef {{ fresh: readonly StudentView[], stuck: readonly StudentView[] }} News `fresh`: got stuck since the last time
 */

/**
 * Says who got stuck, and when nobody is any more. It says nothing of what is done, nothing of who was stuck before the page was
 * opened, and never more than once in a while.
 *
 * @param {(news: News) => void} say
 */
export function createAnnouncer(say) {
  /** Labels of those who are known to be stuck; null before the first look. @type {Set<string> | null} */
  let told = null;
  /** @type {readonly StudentView[]} */
  let stuck = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  function speak() {
    const known = told ?? new Set();
    const fresh = stuck.filter(({ label }) => !known.has(label));
    const isOver = stuck.length === 0 && known.size > 0;
    told = new Set(stuck.map(({ label }) => label));
    if (fresh.length === 0 && !isOver) return;
    say({ fresh, stuck });
    resting = setTimeout(() => {
      resting = undefined;
      speak();
    }, PAUSE_MS);
  }

  /** @param {readonly StudentView[]} now who is stuck */
  return (now) => {
    stuck = now;
    if (told === null) told = new Set(now.map(({ label }) => label));
    else if (resting === undefined) speak();
  };
}
