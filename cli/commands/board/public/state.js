// @ts-check

/**
 * @typedef {import("../types").BoardSnapshot} BoardSnapshot
 * @typedef {import("../types").BoardChange} BoardChange
 * @typedef {import("../types").StudentView} StudentView
 *
 * @typedef {object} State
 * @property {string} stack
 * @property {BoardSnapshot["exercises"]} exercises
 * @property {Map<string, StudentView> | null} students by label; null until the class has been read
 * @property {BoardSnapshot["nodes"]} nodes
 * @property {Partial<BoardSnapshot["sources"]>} sources
 */

/** @returns {State} */
export function emptyState() {
  return { stack: "", exercises: [], students: null, nodes: [], sources: {} };
}

/**
 * @param {BoardSnapshot} snapshot
 * @returns {State}
 */
export function withSnapshot({ stack, exercises, students, nodes, sources }) {
  return { stack, exercises, students: students && byLabel(students), nodes, sources };
}

/**
 * @param {State} state
 * @param {BoardChange} change
 * @returns {State}
 */
export function withChange(state, { students, gone, nodes, sources, isListed }) {
  const known = new Map(state.students ?? []);
  // Somebody whose space was made again is gone and there.
  for (const label of gone) known.delete(label);
  for (const student of students) known.set(student.label, student);
  return {
    ...state,
    students: isListed ? known : null,
    nodes: nodes ?? state.nodes,
    sources: { ...state.sources, ...sources },
  };
}

/** @param {readonly StudentView[]} students */
function byLabel(students) {
  return new Map(students.map((student) => [student.label, student]));
}

/**
 * Students in the order of their names, or, where these are hidden, of their numbers.
 *
 * @param {State} state
 * @param {boolean} hidden
 */
export function inOrder({ students }, hidden) {
  const all = [...(students?.values() ?? [])];
  return all.sort((a, b) => (hidden ? a.number - b.number : a.label.localeCompare(b.label, "en", { numeric: true })));
}

/**
 * Who is stuck, the longest first.
 *
 * @param {readonly StudentView[]} students
 */
export function stuckAmong(students) {
  const since = (/** @type {StudentView} */ { next }) => Date.parse(next?.since ?? "") || 0;
  return students.filter(({ next }) => next?.state === "stuck").sort((a, b) => since(a) - since(b));
}

/**
 * How many exercises can be seen from here. One that is known of somebody counts for everybody: a login that is known by what was
 * done later is not “all of one”.
 *
 * @param {readonly StudentView[]} students
 */
export function countSeen(students) {
  const exercises = students[0]?.states ?? [];
  return exercises.filter((_, index) => doneBy(students, index).of > 0).length;
}

/**
 * How far the class is, in what can be seen. Where that is only part of an exercise, it is at least so far.
 *
 * @param {readonly StudentView[]} students
 */
export function progressOf(students) {
  const total = countSeen(students) * students.length;
  const done = students.flatMap(({ states }) => states).filter((state) => state === "done").length;
  const finished = students.filter(({ states }) => {
    return states.includes("done") && states.every((state) => state === "done" || state === "elsewhere");
  }).length;
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return { done, total, percent, finished, students: students.length };
}

/**
 * How many have done an exercise, and of how many: of none, if it cannot be seen from here.
 *
 * @param {readonly StudentView[]} students
 * @param {number} exercise its index
 */
export function doneBy(students, exercise) {
  const states = students.map(({ states }) => states[exercise]);
  const done = states.filter((state) => state === "done").length;
  const isSeen = states.some((state) => state !== "elsewhere");
  return { done, of: isSeen ? students.length : 0 };
}

/**
 * Who has used up what: labels by resource, the resource with most first.
 *
 * @param {readonly StudentView[]} students
 */
export function limitsAmong(students) {
  /** @type {Map<string, StudentView[]>} */
  const byResource = new Map();
  for (const student of students) {
    for (const { resource } of student.limits) {
      byResource.set(resource, [...(byResource.get(resource) ?? []), student]);
    }
  }
  return [...byResource].sort(([, a], [, b]) => b.length - a.length);
}
