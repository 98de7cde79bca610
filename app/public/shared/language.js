// @ts-check

/** @typedef {"en" | "ko"} Language */
/**
 * What every page's texts have: its title, and the name of the choice of languages. Elements with `data-message` get the text of
 * that name.
 *
 * @typedef {{ readonly title: string, readonly language: string }} PageMessages
 */

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
 * @template {PageMessages} Messages
 * @param {Readonly<Record<Language, Messages>>} catalog
 * @param {(messages: Messages, language: Language) => void} onLanguage
 */
export function setUpLanguage(catalog, onLanguage) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-language]"));
  /** @param {Language} language */
  function use(language) {
    const messages = catalog[language];
    document.documentElement.lang = language;
    document.title = messages.title;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-message]"))) {
      element.textContent = String(messages[/** @type {keyof Messages} */ (element.dataset["message"])]);
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
