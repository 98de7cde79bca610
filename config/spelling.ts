import { lettersApart } from "../lib/nearest";
import type { Kind } from "./kinds";
import { parseRaw } from "./raw";

/** A name that differs from a known one by more letters than these is probably not a misspelling of it. */
const mostTypos = 3;

/** Whether a name is probably a known one misspelt: the names are alike, and the value is correct for the known one. */
export function isLikelyTypo(name: string, nearest: string, { schema, type }: Kind, value: string): boolean {
  return (
    lettersApart(name, nearest) <= mostTypos &&
    type !== "array" &&
    type !== "object" &&
    /^[\w./:-]+$/.test(value) &&
    schema.safeParse(parseRaw(value, type)).success
  );
}
