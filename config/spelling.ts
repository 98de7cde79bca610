import { closest, distance } from "fastest-levenshtein";
import type { ConfigKey, ConfigMember } from "./keys";
import { parseRaw } from "./value";

/** A name that differs from a known one by more letters than these is probably not a misspelling of it. */
const mostTypos = 3;

/** Of the known names the one that is most like a name. */
export function nearestTo(name: string, known: readonly string[]): string {
  return closest(name, known);
}

/** Whether a name is probably a known one misspelt: it is like it, and its value is right for that one. */
export function isLikelyTypo(name: string, nearest: string, { schema, type }: ConfigKey | ConfigMember, value: string) {
  return (
    distance(name.toLowerCase(), nearest.toLowerCase()) <= mostTypos &&
    type !== "array" &&
    type !== "object" &&
    /^[\w./:-]+$/.test(value) &&
    schema.safeParse(parseRaw(value, type)).success
  );
}
