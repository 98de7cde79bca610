import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a chapter. */
export interface Block {
  /** First word behind its fence, such as `sh` or `diff`. */
  readonly kind: string;
  /** The file that it is, from the project's folder: the second word. */
  readonly file: string | undefined;
  readonly text: string;
}

/** @param chapter such as `en/10-your-own-project` */
export function blocksOf(chapter: string): Block[] {
  const page = readFileSync(join(__dirname, "../../guide", `${chapter}.md`), "utf8").replaceAll("\r\n", "\n");
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)].map(([, kind, file, text]) => ({
    kind: kind!,
    file,
    text: text!,
  }));
}
