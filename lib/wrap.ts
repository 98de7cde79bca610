/**
 * Breaks a text into lines at its blanks. What stands between backticks is for copying, and stays together.
 *
 * @param width columns of a line; a longer word has a line of its own
 */
export function wrap(text: string, width: number): string[] {
  const words = text.match(/(?:`[^`]*`|[^ `])+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 0 ? lines : [""];
}
