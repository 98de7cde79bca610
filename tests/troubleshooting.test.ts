import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt, { type Token } from "markdown-it";
import { trackedFiles } from "./tracked";

const textOf = (file: string) => readFileSync(join(__dirname, "..", file), "utf8").replaceAll("\r\n", "\n");

/** Where the lab's own messages come from. */
const folders = /^(?:app|cli|components|config|exercises|facts|host|lib|policy|simulator)\//;

function sourcesOfMessages(): string {
  const files = trackedFiles(".").filter((file) => folders.test(file) && !/\.(?:md|css|svg|json)$/.test(file));
  return files.map(textOf).join("\n");
}

/** Each message in one line: without comments, and with texts joined that stand on several lines. */
function messagesIn(source: string): string {
  return source.replace(/^\s*(?:\/\*[^]*?\*\/|(?:\/\/|#).*$)/gm, "").replace(/["`]\s*\+\s*["`]/g, "");
}

/** The words in code marks in the first column of the sections about the lab's own messages; `…` stands for a name, number or path. */
function ownWords(page: string): string[] {
  const tokens = new MarkdownIt().parse(page, {});
  let section = "";
  return tokens.flatMap((token, index) => {
    if (token.type === "heading_open" && token.tag === "h2") section = tokens[index + 1]!.content;
    return section.startsWith("The lab: ") && isFirstCell(tokens, index) ? codeIn(token) : [];
  });
}

function isFirstCell(tokens: readonly Token[], index: number): boolean {
  const [row, cell] = [tokens[index - 2], tokens[index - 1]];
  return tokens[index]!.type === "inline" && cell?.type === "td_open" && row?.type === "tr_open";
}

function codeIn({ children }: Token): string[] {
  return children!.filter(({ type }) => type === "code_inline").map(({ content }) => content);
}

/** Those of the page's own words that no message of a program has. */
function staleWords(page: string, source: string): string[] {
  const messages = messagesIn(source);
  return ownWords(page).filter((words) => {
    const pattern = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".+");
    return !new RegExp(pattern).test(messages);
  });
}

describe("docs/troubleshooting.md", () => {
  it("names only words that the program has, where it is about the lab's own messages", () => {
    const page = textOf("docs/troubleshooting.md");
    expect(ownWords(page)).toEqual(expect.arrayContaining(["The lab needs Node", "is taken by", "Not all of"]));
    expect(staleWords(page, sourcesOfMessages())).toEqual([]);
  });

  it("would not name words that no message has any more without being told", () => {
    const table = (words: string) => `\n\n| Message | To do |\n| --- | --- |\n| ${words} | \`a command\` |\n\n`;
    const ours = table("`Port … is taken` or `Stop that program`, `Port … is in use`, `of old`");
    const source = 'throw new Error(`Port ${port} is taken. ` +\n  "Stop " +\n  "that program.");\n// of old\n';
    expect(staleWords(`## The lab: Docker${ours}## Docker${table("`port is already allocated`")}`, source)).toEqual([
      "Port … is in use",
      "of old",
    ]);
  });
});
