import type { z } from "zod";
import type { Observed } from "../observed";
import type { Values } from "../placeholders";

/** Where a check looks. */
export type Room = "space" | "docker" | "registry" | "login";

/** In which way something is not yet so. */
export interface Miss {
  readonly way: string;
  /** Whether something fails, and will not come right by waiting. */
  readonly fails: boolean;
  /** For the placeholders of the hint. */
  readonly details: Values;
}

/** What a check of some kind finds: nothing, if it is so. */
export type Finding = Miss | undefined;

/** A kind of check. */
export interface CheckKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly room: Room;
  /** What an exercise says of it besides its kind. */
  readonly parameters: Shape;
  /** Every way in which it can be not yet so; each has a hint in exercises/hints.yaml. */
  readonly ways: readonly string[];
  find(parameters: z.infer<z.ZodObject<Shape>>, observed: Observed): Finding;
}

/** Has `find`'s parameters typed by the kind's own. */
export function defineKind<Shape extends z.ZodRawShape>(kind: CheckKind<Shape>): CheckKind {
  return kind;
}

export const missing = (way: string, details: Values = {}): Miss => ({ way, fails: false, details });
export const failing = (way: string, details: Values = {}): Miss => ({ way, fails: true, details });
