// @ts-check
import { byId, make } from "../../../../app/public/shared/dom.js";
import { cell, head } from "./cells.js";
import { hintParts, nameOf } from "./names.js";
import { redraw } from "./panels.js";
import { countSeen, doneBy } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./main.js").Look} Look
 * @typedef {import("../types").StudentView} StudentView
 */

/** @type {Map<string, { row: HTMLTableRowElement, shown: string }>} */
const rows = new Map();

/**
 * The instructor's table: a row for each student, with what is next in words. Only the rows of who has changed are drawn again.
 *
 * @param {readonly StudentView[]} students
 * @param {State} state
 * @param {Look} look
 */
export function drawStudentRows(students, state, look) {
  const [thead, tbody] = ["thead", "tbody"].map((part) => byId("class-table").querySelector(part));
  const counts = state.exercises.map((_, index) => doneBy(students, index));
  redraw(/** @type {HTMLElement} */ (thead), [state.exercises, counts, look.language], () => [
    titles(state, look),
    totals(counts, look),
  ]);
  const labels = new Set(students.map(({ label }) => label));
  for (const [label, { row }] of rows) {
    if (labels.has(label)) continue;
    row.remove();
    rows.delete(label);
  }
  const seen = countSeen(students);
  students.forEach((student, index) => {
    const shown = JSON.stringify([student, seen, look.language, look.hidden]);
    const known = rows.get(student.label);
    const row = known?.shown === shown ? known.row : studentRow(student, seen, state, look);
    if (known && known.row !== row) known.row.replaceWith(row);
    rows.set(student.label, { row, shown });
    if (tbody?.children[index] !== row) tbody?.insertBefore(row, tbody.children[index] ?? null);
  });
}

/**
 * @param {State} state
 * @param {Look} look
 */
function titles({ exercises }, { messages: { columns }, language }) {
  return make(
    "tr",
    "",
    ...[columns.number, columns.student, columns.done].map((text) => head(text, text, "col")),
    ...exercises.map(({ title }, index) => head(String(index + 1), title[language], "col")),
    head(columns.next, columns.next, "col"),
  );
}

/**
 * @param {{ done: number, of: number }[]} counts
 * @param {Look} look
 */
function totals(counts, { messages }) {
  const cells = counts.map(({ done, of }) => make("td", "count", of === 0 ? "–" : String(done)));
  const label = head(messages.columns.class, messages.columns.class, "row");
  return make("tr", "totals", make("td"), label, make("td"), ...cells, make("td"));
}

/**
 * @param {StudentView} student
 * @param {number} seen how many exercises can be seen
 * @param {State} state
 * @param {Look} look
 */
function studentRow(student, seen, { exercises }, { messages, language, hidden }) {
  const { states, next, number } = student;
  const done = states.filter((state) => state === "done").length;
  const name = nameOf(student, hidden, messages);
  const hint = next
    ? [
        make("b", "", exercises[next.exercise]?.title[language] ?? ""),
        " ",
        ...hintParts(next.hint[language], student, hidden),
      ]
    : [messages.allDone];
  const row = make(
    "tr",
    "",
    make("td", "number", String(number)),
    head(name, name, "row"),
    make("td", "number", `${done}/${seen}`),
    ...states.map((state) => cell(state, messages)),
    make("td", "next", ...hint),
  );
  row.dataset["next"] = next?.state === "stuck" ? "stuck" : next?.fails ? "fails" : "";
  return row;
}
