// @ts-check

const HUES = 10;
/** @type {Map<string, number>} */
const given = new Map();
/** @type {Set<string>} */
let present = new Set();

/**
 * Colours of pods that are no longer in the picture may be given again.
 *
 * @param {Iterable<string>} pods the names of those that are
 */
export function keepHues(pods) {
  present = new Set(pods);
}

/**
 * One colour for each pod, in the picture and in the strip: the one that fewest others have. The name always stands beside it.
 *
 * @param {string} pod
 * @returns {string}
 */
export function hueOf(pod) {
  const known = given.get(pod);
  if (known !== undefined) return String(known);
  const uses = new Array(HUES).fill(0);
  for (const [name, hue] of given) if (present.has(name)) uses[hue] += 1;
  const hue = uses.indexOf(Math.min(...uses));
  given.set(pod, hue);
  present.add(pod);
  return String(hue);
}

/**
 * The part of a pod's name that tells it from its siblings.
 *
 * @param {string} pod
 */
export function shortName(pod) {
  return pod.slice(pod.lastIndexOf("-") + 1);
}
