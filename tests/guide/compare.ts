/** Stands for any characters inside a line, and alone on a line for any number of lines. */
const wildcard = "…";

/**
 * Compares what came out with what a page shows. Blanks at the ends of lines, empty lines at the end and the signs of colours
 * do not count.
 *
 * @returns the first line of the page that did not come, with its number from 1; `undefined` if all is as shown
 */
export function difference(shown: string, actual: string): { line: number; text: string } | undefined {
  const [wanted, found] = [linesOf(shown), linesOf(actual)];
  let furthest = -1;
  /** Whether the rest of the page fits the rest of what came out. */
  const fits = (at: number, from: number): boolean => {
    furthest = Math.max(furthest, at);
    if (at === wanted.length) return from === found.length;
    if (wanted[at] === wildcard) return remembered(at + 1, from) || (from < found.length && remembered(at, from + 1));
    return from < found.length && patternOf(wanted[at]!).test(found[from]!) && remembered(at + 1, from + 1);
  };
  const known = new Map<string, boolean>();
  const remembered = (at: number, from: number): boolean => {
    const key = `${at} ${from}`;
    const value = known.get(key) ?? fits(at, from);
    known.set(key, value);
    return value;
  };
  if (fits(0, 0)) return undefined;
  return { line: furthest + 1, text: wanted[furthest] ?? "(the page ends here, and more came out)" };
}

function linesOf(text: string): string[] {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
  return plain
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

function patternOf(line: string): RegExp {
  const parts = line.split(wildcard).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
