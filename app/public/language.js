// @ts-check
import { en } from "./messages-en.js";
import { ko } from "./messages-ko.js";

/** @typedef {import("./messages-en.js").Messages} Messages */
/** @typedef {"en" | "ko"} Language */

const KEY = "lab-language";

/**
 * The user's choice, or else the first of the browser's languages that the page supports, or else English.
 *
 * @param {string | null} chosen
 * @param {readonly string[]} preferred
 * @returns {Language}
 */
export function pickLanguage(chosen, preferred) {
  for (const tag of [chosen ?? "", ...preferred]) {
    const language = tag.toLowerCase().split("-", 1)[0];
    if (language === "en" || language === "ko") return language;
  }
  return "en";
}

/** @param {Language} language */
export function messagesFor(language) {
  return language === "ko" ? ko : en;
}

/**
 * @param {number} seconds
 * @param {Messages} messages
 */
export function duration(seconds, { units }) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole}${units.s}`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${units.min}`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)}${units.h}`;
  return `${Math.floor(whole / 86_400)}${units.d}`;
}

/** @returns {Language} */
export function startLanguage() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Storage is blocked: use the browser's language.
  }
  return pickLanguage(chosen, navigator.languages);
}

/**
 * Calls back now and whenever the user changes the language.
 *
 * @param {(messages: Messages, language: Language) => void} onLanguage
 */
export function setUpLanguage(onLanguage) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-language]"));
  /** @param {Language} language */
  function use(language) {
    const messages = messagesFor(language);
    document.documentElement.lang = language;
    document.title = messages.title;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-message]"))) {
      element.textContent = String(messages[/** @type {keyof Messages} */ (element.dataset.message)]);
    }
    document.querySelector("[data-label]")?.setAttribute("aria-label", messages.language);
    onLanguage(messages, language);
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const language = pickLanguage(button.dataset.language ?? null, []);
      try {
        localStorage.setItem(KEY, language);
      } catch {
        // Storage is blocked: the choice lasts until the page is closed.
      }
      use(language);
    });
  }
  use(startLanguage());
}
