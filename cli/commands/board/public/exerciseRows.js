// @ts-check
import { byId, make } from "../../../../app/public/shared/dom.js";
import { cell, fillCell, head } from "./cells.js";
import { nameOf } from "./names.js";
import { redraw } from "./panels.js";
import { doneBy } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./main.js").Look} Look
 * @typedef {import("../types").StudentView} StudentView
 */

/** The cells of each exercise, in the order of the students. @type {HTMLTableCellElement[][]} */
let cells = [];
/** @type {HTMLElement[]} */
let counts = [];

/**
 * The projector's table: a row for each exercise and a narrow column for each student, so that a hundred fit on it.
 *
 * @param {readonly StudentView[]} students
 * @param {State} state
 * @param {Look} look
 */
export function drawExerciseRows(students, state, look) {
  const table = byId("class-table");
  const names = students.map((student) => nameOf(student, look.hidden, look.messages));
  table.style.setProperty("--students", String(students.length));
  const shown = [state.exercises, names, look.language, look.hidden];
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (table.querySelector(name));
  redraw(part("thead"), shown, () => [titles(students, names, look)]);
  redraw(part("tbody"), shown, () => drawRows(students, state, look));
  update(students, state, look);
}

/**
 * @param {readonly StudentView[]} students
 * @param {readonly string[]} names
 * @param {Look} look
 */
function titles(students, names, { messages: { columns }, hidden }) {
  return make(
    "tr",
    "",
    head(columns.exercise, columns.exercise, "col"),
    head(columns.class, columns.class, "col"),
    ...students.map(({ number }, index) =>
      head(hidden ? String(number) : (names[index] ?? ""), names[index] ?? "", "col"),
    ),
  );
}

/**
 * @param {readonly StudentView[]} students
 * @param {State} state
 * @param {Look} look
 */
function drawRows(students, { exercises }, { messages, language }) {
  cells = exercises.map((_, index) => students.map(({ states }) => cell(states[index] ?? "elsewhere", messages)));
  counts = exercises.map(() => make("td", "count"));
  return exercises.map(({ title }, index) => {
    const name = `${index + 1}. ${title[language]}`;
    return make("tr", "", head(name, name, "row"), counts[index] ?? "", ...(cells[index] ?? []));
  });
}

/**
 * @param {readonly StudentView[]} students
 * @param {State} state
 * @param {Look} look
 */
function update(students, { exercises }, { messages }) {
  exercises.forEach((_, exercise) => {
    const { done, of } = doneBy(students, exercise);
    const count = counts[exercise];
    if (count) redraw(count, [done, of, messages.title], () => countOf(done, of, messages));
    students.forEach(({ states }, student) => {
      const [state, element] = [states[exercise], cells[exercise]?.[student]];
      if (state && element && element.dataset["state"] !== state) fillCell(element, state, messages);
    });
  });
}

/**
 * @param {number} done
 * @param {number} of
 * @param {import("./messages-en.js").Messages} messages
 */
function countOf(done, of, messages) {
  if (of === 0) return [messages.state.elsewhere];
  const bar = make("i");
  bar.style.width = `${(100 * done) / of}%`;
  return [make("span", "share", bar), messages.ofClass(done, of)];
}
