import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import MarkdownIt, { type Token } from "markdown-it";
import { linkFaults } from "./guide/form";
import { readPage } from "./guide/page";
import { trackedFiles } from "./tracked";

const root = join(__dirname, "..");
const files = trackedFiles(".").filter((file) => file.endsWith(".md"));
const textOf = (file: string) => readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n");

/** A page's sentences of seven words or more, as they are read: without marks, code blocks, tables and front matter. Code is one word. */
function sentencesIn(text: string): string[] {
  const tokens = new MarkdownIt({ html: true }).parse(text.replace(/^---\n[^]*?\n---\n/, ""), {});
  return tokens
    .filter(({ type }, index) => type === "inline" && tokens[index - 1]!.type === "paragraph_open")
    .map(({ children }) => children!.map(textOfMark).join(""))
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?:])\s+/))
    .filter((sentence) => sentence.split(/\s+/).length >= 7);
}

function textOfMark({ type, content }: Token): string {
  if (type === "softbreak") return " ";
  return type === "code_inline" ? content.replaceAll(" ", "_") : content;
}

/** Sentences with all pages that have them, if these are two or more. */
function shared(pages: Readonly<Record<string, string>>): [sentence: string, files: string[]][] {
  const places = new Map<string, string[]>();
  for (const [file, text] of Object.entries(pages))
    for (const sentence of new Set(sentencesIn(text))) places.set(sentence, [...(places.get(sentence) ?? []), file]);
  return [...places].filter(([, found]) => found.length > 1);
}

describe("the project's pages", () => {
  it.each(files)("have no dead link: %s", (file) => {
    expect(linkFaults(readPage(file, textOf(file)), join(root, dirname(file)))).toEqual([]);
  });

  it("have each sentence in one place", () => {
    expect(files).toEqual(expect.arrayContaining(["README.md", "docs/azure.md", "guide/ko/02-docker.md"]));
    expect(shared(Object.fromEntries(files.map((file) => [file, textOf(file)])))).toEqual([]);
  });

  it("would not have a sentence twice without being told, whatever its marks and line ends", () => {
    const once = "Nothing is made before\nall of it is **known**. And so on.\n";
    const twice = "# Title\n\nFirst this. Nothing is made before all of it is known.\n";
    expect(shared({ a: once, b: twice })).toEqual([["Nothing is made before all of it is known.", ["a", "b"]]]);
  });

  it("say of a part what is there to delete", () => {
    const [, section] = /^## How to remove a part$([^]*?)^## /m.exec(textOf("CONTRIBUTING.md"))!;
    const paths = [...section!.matchAll(/`([^` ]+(?:\/|\.ts|\.yaml))`/g)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
