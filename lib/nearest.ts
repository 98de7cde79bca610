import { closest, distance } from "fastest-levenshtein";

/** The known name that is most like a name, by the letters that differ. @param known at least one */
export function nearestTo(name: string, known: readonly string[]): string {
  return closest(name, known);
}

/** How many letters differ between two names, capitals and small letters being the same. */
export function lettersApart(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}
