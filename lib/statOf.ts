import { type Stats, statSync } from "node:fs";

/** What is at a path; `undefined` if nothing is there, nothing can be there, or nobody may look. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
