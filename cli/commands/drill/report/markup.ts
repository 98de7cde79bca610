import { escaped } from "../../../../lib/html";
import type { Words } from "../words";

/** A text in both languages; the page shows one of them. @param element `tspan` within SVG */
export function bilingual({ en, ko }: Words, element = "span"): string {
  return (["en", "ko"] as const)
    .map((lang) => `<${element} lang="${lang}">${escaped(lang === "en" ? en : ko)}</${element}>`)
    .join("");
}
