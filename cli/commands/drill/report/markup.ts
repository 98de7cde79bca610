import type { Words } from "../words";

/** A text within HTML or SVG. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A text in both languages; the page shows one of them. @param element `tspan` within SVG */
export function bilingual({ en, ko }: Words, element = "span"): string {
  return (["en", "ko"] as const)
    .map((lang) => `<${element} lang="${lang}">${escapeText(lang === "en" ? en : ko)}</${element}>`)
    .join("");
}
