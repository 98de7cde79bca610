import { createHash } from "node:crypto";
import MarkdownIt, { type Token } from "markdown-it";
import { parse } from "yaml";

export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

/** A piece of text with its place: a link's target, code inside a sentence, or a block's output. */
export interface Piece {
  readonly text: string;
  readonly line: number;
}

/** A fenced block of code. */
export interface Block {
  /** First word of the info string: `sh`, `powershell`, `text`, `mermaid` and so on. */
  readonly kind: string;
  /** Whether its commands run: `sh run`, and any of the marks below behind it. */
  readonly runs: boolean;
  /** Whether its last command is to fail, which teaches an error. */
  readonly fails: boolean;
  /** Whether its first command opens a shell, into which the others are typed. */
  readonly typed: boolean;
  /** Whether a reader repeats it until it works and prints something: a program that has just started may not answer yet. */
  readonly again: boolean;
  readonly text: string;
  readonly line: number;
  /** What must come out of it, if the page says so in the `text` block behind it. */
  readonly expected?: Piece;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** One page of the guide. */
export interface Page {
  /** Such as `en/02-docker.md`. */
  readonly path: string;
  readonly matter: Readonly<Record<string, unknown>>;
  readonly headings: readonly Heading[];
  readonly blocks: readonly Block[];
  readonly links: readonly Piece[];
  readonly codes: readonly Piece[];
  /** Lines of HTML, such as `<details>`. */
  readonly html: readonly Piece[];
  /** Stars that were to make text bold: Markdown takes `**…)**` before a letter for no end, which Korean particles are. */
  readonly stars: readonly Piece[];
  /** What its translation must name as its source. */
  readonly hash: string;
}

const markdown = new MarkdownIt({ html: true, linkify: false });

/** Reads a page. Its line ends may be CR and LF: git and `pulumi new` write them so on Windows. */
export function readPage(path: string, content: string): Page {
  const text = content.replaceAll("\r\n", "\n");
  const [, front = "", body = text] = /^---\n([^]*?\n)---\n([^]*)$/.exec(text) ?? [];
  const before = text.slice(0, text.length - body.length).split("\n").length;
  const tokens = markdown.parse(body, {});
  const lineOf = (token: Token) => (token.map?.[0] ?? 0) + before;
  return {
    path,
    matter: (parse(front) as Record<string, unknown> | null) ?? {},
    headings: headingsIn(tokens, lineOf),
    blocks: blocksIn(tokens, lineOf),
    links: inlineIn(tokens, lineOf, (child) => {
      if (child.type === "link_open") return String(child.attrGet("href"));
      return child.type === "image" ? String(child.attrGet("src")) : undefined;
    }),
    codes: inlineIn(tokens, lineOf, (child) => (child.type === "code_inline" ? child.content : undefined)),
    html: tokens
      .filter(({ type }) => type === "html_block")
      .map((token) => ({ text: token.content.trim(), line: lineOf(token) })),
    stars: inlineIn(tokens, lineOf, ({ type, content }) =>
      type === "text" && content.includes("*") ? content : undefined,
    ),
    hash: createHash("sha256").update(text).digest("hex").slice(0, 16),
  };
}

function headingsIn(tokens: readonly Token[], lineOf: (token: Token) => number): Heading[] {
  return tokens.flatMap((token, index) =>
    token.type === "heading_open"
      ? [{ level: Number(token.tag.slice(1)), text: plain(tokens[index + 1]!), line: lineOf(token) }]
      : [],
  );
}

/** A heading's text without its marks. */
function plain({ children }: Token): string {
  return (children ?? []).map(({ type, content }) => (/^(text|code_inline)$/.test(type) ? content : "")).join("");
}

function blocksIn(tokens: readonly Token[], lineOf: (token: Token) => number): Block[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== "fence") return [];
    const [kind = "", ...marks] = token.info.trim().split(/\s+/);
    const next = tokens[index + 1];
    const expected = marks.includes("run") && next?.type === "fence" && next.info.trim() === "text";
    return [
      {
        kind,
        runs: marks.includes("run"),
        fails: marks.includes("fails"),
        typed: marks.includes("typed"),
        again: marks.includes("again"),
        text: token.content,
        line: lineOf(token),
        ...(expected && { expected: { text: next.content, line: lineOf(next) } }),
      },
    ];
  });
}

function inlineIn(
  tokens: readonly Token[],
  lineOf: (token: Token) => number,
  textOf: (child: Token) => string | undefined,
): Piece[] {
  return tokens.flatMap((token) =>
    (token.children ?? []).flatMap((child) => {
      const text = textOf(child);
      return text === undefined ? [] : [{ text, line: lineOf(token) }];
    }),
  );
}

/** The anchor that code hosts give a heading (github-slugger has the same rule): letters of any script stay. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
