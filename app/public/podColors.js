// @ts-check

const COLORS = 10;
/** @type {Map<string, number>} */
const assigned = new Map();
/** @type {Set<string>} */
let visible = new Set();

/**
 * Colours of pods that are no longer in the picture may be assigned again.
 *
 * @param {Iterable<string>} pods the names of those that are
 */
export function setVisiblePods(pods) {
  visible = new Set(pods);
}

/**
 * One colour for each pod, in the picture and in the strip: the one that fewest others have. The name always stands beside it.
 *
 * @param {string} pod
 * @returns {string}
 */
export function podColor(pod) {
  const known = assigned.get(pod);
  if (known !== undefined) return String(known);
  const uses = new Array(COLORS).fill(0);
  for (const [name, color] of assigned) if (visible.has(name)) uses[color] += 1;
  const color = uses.indexOf(Math.min(...uses));
  assigned.set(pod, color);
  visible.add(pod);
  return String(color);
}

/**
 * The part of a pod's name that tells it from its siblings.
 *
 * @param {string} pod
 */
export function shortName(pod) {
  return pod.slice(pod.lastIndexOf("-") + 1);
}
