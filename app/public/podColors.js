// @ts-check

const COLORS = 10;
/** @type {Map<string, number>} */
const assigned = new Map();
/** @type {Set<string>} */
let visible = new Set();

/**
 * Frees the colours of all other pods.
 *
 * @param {Iterable<string>} pods names of the pods in the diagram
 */
export function setVisiblePods(pods) {
  visible = new Set(pods);
}

/**
 * A pod's colour in the diagram and in the request chart. A new pod gets the least used colour. Colour is never the only
 * sign: the pod's name is always next to it.
 *
 * @param {string} pod
 * @returns {string} its number in style.css
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
 * The last part of a pod's name: it differs between pods of the same workload.
 *
 * @param {string} pod
 */
export function shortName(pod) {
  return pod.slice(pod.lastIndexOf("-") + 1);
}
