import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Language, type Page, languages, readPage } from "./page";
import { root } from "./words/program";

export const guideFolder = path.join(root, "guide");

/** Names of a language's pages, such as `02-docker.md`, sorted. */
export function pageNames(language: Language): string[] {
  return readdirSync(path.join(guideFolder, language)).sort();
}

/** Reads a page by its path, such as `en/02-docker.md`. */
export function guidePage(name: string): Page {
  return readPage(name, readFileSync(path.join(guideFolder, name), "utf8"));
}

/** The pages of a chapter in both languages. @returns none if the guide does not have the chapter */
export function chapterPages(chapter: string): { language: Language; page: Page }[] {
  return languages
    .filter((language) => existsSync(path.join(guideFolder, language, `${chapter}.md`)))
    .map((language) => ({ language, page: guidePage(`${language}/${chapter}.md`) }));
}

/** Chapters whose front matter says whose kubeconfig they need: `cluster: student` or `cluster: administrator`. */
export function clusterChapters(): string[] {
  return pageNames("en")
    .filter((name) => guidePage(`en/${name}`).matter["cluster"] !== undefined)
    .map((name) => path.basename(name, ".md"));
}

/** Prints a figure among the test results, for each language. */
export function report(language: Language, text: string): void {
  process.stdout.write(`guide/${language}: ${text}\n`);
}
