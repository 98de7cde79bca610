/* global document, localStorage, navigator */
// The page's own script; html.ts writes it into the file. Without it the page is in English, and complete.
const KEY = "lab-language";
const buttons = document.querySelectorAll("[data-language]");

function useLanguage(language) {
  document.documentElement.lang = language;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  showSecond();
}

function chosenLanguage() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Storage is blocked: use the browser's language.
  }
  const found = [chosen ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return found.find((tag) => tag === "en" || tag === "ko") ?? "en";
}

const range = document.querySelector(".reader input");
const rows = document.querySelectorAll("tbody tr");
const bars = document.querySelectorAll(".chart .bar");
const cursor = document.querySelector(".chart .cursor");

/** What the table says of the second that the slider is at. */
function showSecond() {
  const [second, sent, failed] = [...rows[range.valueAsNumber].cells].map((cell) => cell.textContent);
  const texts = {
    en: `Second ${second}: ${sent} sent, ${failed} failed`,
    ko: `${second}초: ${sent}건 보냄, ${failed}건 실패`,
  };
  const text = texts[document.documentElement.lang];
  document.querySelector(".reader output").textContent = text;
  range.setAttribute("aria-valuetext", text);
  cursor.setAttribute("x", bars[range.valueAsNumber].dataset.x);
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(KEY, button.dataset.language);
    } catch {
      // Storage is blocked: the choice lasts until the page is closed.
    }
    useLanguage(button.dataset.language);
  });
}
range.addEventListener("input", showSecond);
for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
useLanguage(chosenLanguage());
