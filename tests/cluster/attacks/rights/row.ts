import type { Attack } from "../attack";

/** A request for which a student has no right, and a word of the refusal. */
export type Row = readonly [name: string, harm: string, request: Attack["request"], word: string];
