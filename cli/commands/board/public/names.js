// @ts-check
import { make } from "../../../../app/public/shared/dom.js";

/**
 * @typedef {import("./messages-en.js").Messages} Messages
 * @typedef {import("../types").StudentView} StudentView
 */

/**
 * @param {StudentView} student
 * @param {boolean} hidden
 * @param {Messages} messages
 */
export function nameOf({ label, number }, hidden, messages) {
  return hidden ? messages.student(number) : label;
}

/**
 * A hint with what is between backquotes as code. Where names are hidden, so is the student's own: in the address of an image or
 * the name of a space, for example.
 *
 * @param {string} hint
 * @param {StudentView} student
 * @param {boolean} hidden
 * @returns {(Node | string)[]}
 */
export function hintParts(hint, { label }, hidden) {
  const text = hidden ? withoutName(hint, label) : hint;
  return text.split("`").map((part, index) => (index % 2 === 1 ? make("code", "", part) : part));
}

/**
 * @param {string} text
 * @param {string} label
 */
export function withoutName(text, label) {
  // A label has letters, digits and hyphens only. As a part of another word it is not the name.
  return text.replace(new RegExp(`(^|[^A-Za-z0-9])${label}(?![A-Za-z0-9])`, "g"), "$1…");
}
