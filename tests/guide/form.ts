import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Language, type Page, anchorOf, languages, readPage } from "./page";
import type { Fault } from "./words";

/** Sections of a chapter in their order. A chapter may have others between them. */
const sections: Readonly<Record<Language, readonly string[]>> = {
  en: ["Goal", "Steps", "Question", "What can go wrong", "Clean-up"],
  ko: ["목표", "실습 순서", "질문", "잘못될 수 있는 것", "정리"],
};

/** What is wrong with the form of one page. */
export function formFaults(page: Page, language: Language): Fault[] {
  const { path: where, matter, headings, blocks, stars } = page;
  const at = (line: number, problem: string): Fault => ({ place: `${where}:${line}`, problem });
  const tops = headings.filter(({ level }) => level === 1);
  const title = matter["title"];
  return [
    ...(typeof title === "string" ? [] : [at(1, "its front matter has no title")]),
    ...(tops.length === 1 ? [] : [at(1, `it has ${tops.length} headings of the first level`)]),
    ...tops
      .filter(({ text }) => text.replace(/^\d+\. /, "") !== title)
      .map(({ line }) => at(line, "heading and title differ")),
    ...(isChapter(page) ? sectionFaults(page, language) : []),
    ...stars.map(({ text, line }) => at(line, `the stars stay on the page: ${text}`)),
    ...blocks.flatMap(({ kind, runs, text, line }) => [
      ...(runs && kind !== "sh" ? [at(line, `only blocks of sh run, not of ${kind}`)] : []),
      ...(kind === "" ? [at(line, "the block does not say what it is: sh, powershell, text …")] : []),
      ...(/^(sh|powershell)$/.test(kind) && /(^|\s)#\s/m.test(text) ? [at(line, "comments belong into the text")] : []),
    ]),
  ];
}

function isChapter({ path: where }: Page): boolean {
  return /\/\d\d-[^/]*$/.test(where);
}

function sectionFaults({ path: where, headings, html }: Page, language: Language): Fault[] {
  const found = headings.filter(({ level, text }) => level === 2 && sections[language].includes(text));
  const names = found.map(({ text }) => text);
  const wanted = sections[language];
  if (names.join() !== wanted.join())
    return [{ place: `${where}:1`, problem: `its sections are ${names.join(", ")}, not ${wanted.join(", ")}` }];
  const [from, to] = [found[2]!.line, found[3]!.line];
  const inQuestion = html.filter(({ line }) => line > from && line < to).map(({ text }) => text);
  const hasAnswer = inQuestion.some((text) => text.includes("<details>")) && inQuestion.includes("</details>");
  return hasAnswer ? [] : [{ place: `${where}:${from}`, problem: "the question's answer is not in <details>" }];
}

/** In what a page and its translation differ that should be the same. */
export function translationFaults(english: Page, korean: Page): Fault[] {
  const fault = (line: number, problem: string): Fault => ({ place: `${korean.path}:${line}`, problem });
  if (korean.matter["source"] !== english.hash)
    return [
      fault(
        1,
        `its source has changed: carry the change over, then write \`source: "${english.hash}"\` in its front matter`,
      ),
    ];
  const [levels, ours] = [english, korean].map(({ headings }) => headings.map(({ level }) => level).join(" "));
  const targets = ({ links }: Page) =>
    links.map(({ text }) => text.replace(/#.*/, "").replace(/^\.\.\/(en|ko)\//, "../other/")).sort();
  return [
    ...(levels === ours ? [] : [fault(1, `its headings are of the levels ${ours}, the English ones ${levels}`)]),
    ...(english.blocks.length === korean.blocks.length ? [] : [fault(1, "it has more or fewer blocks of code")]),
    ...korean.blocks
      .filter((block, index) => english.blocks[index] && signature(block) !== signature(english.blocks[index]))
      .map(({ line }) => fault(line, "the block is another than in English")),
    ...(targets(english).join() === targets(korean).join() ? [] : [fault(1, "it links to other pages")]),
  ];
}

/** What two languages share of a block: all, but a drawing's labels. */
function signature({ kind, runs, fails, typed, again, text }: Page["blocks"][number]): string {
  return JSON.stringify([
    kind,
    runs,
    fails,
    typed,
    again,
    kind === "mermaid" ? text.replace(/"[^"]*"|\|[^|\n]*\|/g, "…") : text,
  ]);
}

/** Links whose file or heading is not there. @param folder of the page */
export function linkFaults(page: Page, folder: string): Fault[] {
  return page.links.flatMap(({ text, line }) => {
    if (/^(https?:|mailto:)/.test(text)) return [];
    const [file = "", anchor] = decodeURI(text).split("#");
    const target = file === "" ? path.join(folder, path.basename(page.path)) : path.join(folder, file);
    const place = `${page.path}:${line}`;
    if (!existsSync(target)) return [{ place, problem: `${text}: no such file` }];
    if (anchor === undefined || statSync(target).isDirectory()) return [];
    const { headings } = readPage(file, readFileSync(target, "utf8"));
    const known = headings.map((heading) => anchorOf(heading.text));
    return known.includes(anchor) ? [] : [{ place, problem: `${text}: no such heading in ${path.basename(target)}` }];
  });
}

/** Pages that one language has and the other has not. @param files names by language */
export function missingFaults(files: Readonly<Record<Language, readonly string[]>>): Fault[] {
  return languages.flatMap((language, index) => {
    const other = languages[1 - index]!;
    return files[other]
      .filter((name) => !files[language].includes(name))
      .map((name) => ({ place: `${language}/${name}:1`, problem: `only guide/${other} has it` }));
  });
}
