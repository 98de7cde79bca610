// @ts-check
import { icon, make } from "../../../../app/public/shared/dom.js";

/**
 * @typedef {import("./messages-en.js").Messages} Messages
 * @typedef {import("../types").CellState} CellState
 */

/** Each state has a shape of its own, so that nobody needs its colour. @type {Record<CellState, string>} */
const icons = { done: "ready", "not yet": "pending", stuck: "failing", elsewhere: "elsewhere" };

/** @type {readonly CellState[]} */
export const cellStates = ["done", "not yet", "stuck", "elsewhere"];

/**
 * How one student stands in one exercise.
 *
 * @param {CellState} state
 * @param {Messages} messages
 */
export function cell(state, messages) {
  return fillCell(make("td", "cell"), state, messages);
}

/**
 * @template {HTMLElement} T
 * @param {T} element
 * @param {CellState} state
 * @param {Messages} messages
 */
export function fillCell(element, state, messages) {
  element.dataset["state"] = state;
  element.replaceChildren(icon(icons[state]), make("span", "hidden", messages.state[state]));
  return element;
}

/** What the shapes mean. @param {Messages} messages */
export function legend(messages) {
  return cellStates.map((state) => {
    const item = make("li", "cell", icon(icons[state]), messages.state[state]);
    item.dataset["state"] = state;
    return item;
  });
}

/**
 * A header that is short to look at and whole to listen to.
 *
 * @param {string} short
 * @param {string} whole
 * @param {"col" | "row"} scope
 */
export function head(short, whole, scope) {
  const text = short === whole ? [whole] : [shortForm(short), make("span", "hidden", whole)];
  const element = make("th", "", ...text);
  element.scope = scope;
  if (short !== whole) element.title = whole;
  return element;
}

/** @param {string} text */
function shortForm(text) {
  const element = make("span", "", text);
  element.setAttribute("aria-hidden", "true");
  return element;
}
