import { z } from "zod";
import { lettersApart, nearestTo } from "../lib/nearest";
import type { ShellWord } from "../lib/shell";
import { parseRaw } from "./raw";

/** Types that a key can have in Pulumi.yaml. */
export type PulumiType = "string" | "integer" | "boolean" | "array" | "object";

/** What a key, or a member of an object, accepts, and what an error says about it. */
export interface Kind<T = unknown> {
  /** Type in Pulumi.yaml. */
  readonly type: PulumiType;
  /** Type of a list's items. */
  readonly items?: "string" | "integer";
  /** Turns the value into what the program works with, or says what is wrong with it. */
  readonly schema: z.ZodType<T>;
  /** Completes "allowed: …" in an error. */
  readonly allowed: string;
  /** A correct value, as typed in a shell; for a list its first item. */
  readonly example: ShellWord;
  /** Whether a value names a file that is there, in which a fault must then be. @default it names none */
  readonly namesFile?: (given: string) => boolean;
  /** What a wrong value was probably meant to be, if that can be known. @default the key's default for "", else `example` */
  readonly suggest?: (given: string) => string | undefined;
  /** Stands for a value that nobody can guess, and is refused if it is pasted as it is. @default the example */
  readonly placeholder?: string;
  /** What an item of a list accepts. */
  readonly item?: ListItem;
  /** Members of an object. One whose schema accepts `undefined` may be left out. */
  readonly members?: Readonly<Record<string, Kind>>;
  /** Members of an object whose names are anybody's choice. */
  readonly entries?: EntryKind;
}

/** What an item of a list accepts by itself. */
export interface ListItem {
  readonly type: "string" | "integer";
  readonly schema: z.ZodType;
  /** What a wrong item was probably meant to be. @default unknown */
  readonly suggest?: (given: string) => string | undefined;
  /** Stands for an item that nobody can guess, and is refused if it is pasted as it is. */
  readonly placeholder: string;
}

/** What an object accepts whose members have no fixed names. */
export interface EntryKind {
  readonly value: Kind;
  /** What is wrong with a name. @param earlier the names before it */
  readonly nameFault: (name: string, earlier: readonly string[]) => string | undefined;
}

/** A whole number from one limit to another, both included. */
export function whole(from: number, to: number): Kind<number> {
  return {
    type: "integer",
    schema: z.int().min(from).max(to),
    allowed: `a whole number from ${from} to ${to}`,
    example: String(from),
    suggest: (given) => suggestWhole(given, from, to),
  };
}

/** A whole number with a lower limit only. */
export function wholeFrom(from: number): Kind<number> {
  return {
    type: "integer",
    schema: z.int().min(from),
    allowed: `a whole number of ${from} or more`,
    example: String(from),
    suggest: (given) => suggestWhole(given, from, Number.MAX_SAFE_INTEGER),
  };
}

/** `4` for `4 nodes` and for `3.5`, if that is within the limits: what is beyond them says nothing of what was meant. */
function suggestWhole(given: string, from: number, to: number): string | undefined {
  const [text] = /^[-+]?\d+(?:\.\d+)?(?![\d.e])/i.exec(given.trim().replaceAll(/(?<=\d)[,_](?=\d{3}\b)/g, "")) ?? [];
  const number = Math.round(Number(text ?? NaN));
  return number >= from && number <= to ? String(number) : undefined;
}

/** true or false. */
export const flag: Kind<boolean> = {
  type: "boolean",
  schema: z.boolean(),
  allowed: "true or false",
  example: "true",
  suggest: suggestFlag,
};

function suggestFlag(given: string): string | undefined {
  if (/^(yes|on|y|1|true)$/i.test(given)) return "true";
  return /^(no|off|n|0|false)$/i.test(given) ? "false" : undefined;
}

/** One of some words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words): Kind<Words[number]> {
  const last = words.at(-1)!;
  const others = words.slice(0, -1).join(", ");
  return {
    type: "string",
    schema: z.enum(words),
    allowed: others === "" ? last : `${others} or ${last}`,
    example: words[0],
    suggest: (given) => suggestWord(given, words),
  };
}

/** The word in other capitals, or with a letter or two misspelt. */
function suggestWord(given: string, words: readonly string[]): string | undefined {
  const nearest = nearestTo(given.trim().toLowerCase(), words);
  const apart = lettersApart(given.trim(), nearest);
  return apart <= 2 && apart < nearest.length / 2 ? nearest : undefined;
}

/** Text that matches a pattern. @param allowed completes "allowed: …" */
export function text(pattern: RegExp, longest: number, allowed: string, example: string): Kind<string> {
  return { type: "string", schema: z.string().max(longest).regex(pattern), allowed, example };
}

/** A text that a function checks. @param faultOf what is wrong with it, or `undefined` */
export function checkedText(
  faultOf: (text: string) => string | undefined,
  allowed: string,
  example: ShellWord,
): Kind<string> {
  return { type: "string", schema: z.string().superRefine(faultCheck(faultOf)), allowed, example };
}

/** A kind that may also be empty: `""` then becomes `undefined`. @param meaning what empty means, as in "nothing to keep SSH closed" */
export function orEmpty<T>(kind: Kind<T>, meaning: string): Kind<T | undefined> {
  const empty = z.literal("").transform(() => undefined);
  const separator = kind.allowed.includes(",") ? ";" : ",";
  return { ...kind, schema: empty.or(kind.schema), allowed: `${kind.allowed}${separator} or ${meaning}` };
}

/** A whole number that may also be 0, which becomes `undefined`. @param meaning what 0 means, as in "no autoscaling" */
export function orZero(kind: Kind<number>, meaning: string): Kind<number | undefined> {
  const zero = z.literal(0).transform(() => undefined);
  return { ...kind, schema: zero.or(kind.schema), allowed: `${kind.allowed}, or 0 for ${meaning}` };
}

/** A list without repetitions. @param repeated says that there is one, as in "a zone is named twice" */
export function listOf<T extends string | number>(
  item: ListItem & { readonly schema: z.ZodType<T>; readonly example: string },
  repeated: string,
  allowed: string,
  limits: { readonly least?: number; readonly most?: number } = {},
): Kind<T[]> {
  const { least = 0, most = Infinity } = limits;
  return {
    type: "array",
    items: item.type,
    item,
    schema: z
      .array(item.schema)
      .min(least)
      .max(most)
      .refine((items) => new Set(items).size === items.length, repeated),
    allowed,
    example: item.example,
  };
}

type Members = Readonly<Record<string, Kind>>;
type Shape<M extends Members> = { readonly [Name in keyof M]: z.output<M[Name]["schema"]> };

/** An object with its members, or `{}`, which becomes `undefined`. */
export function objectOf<M extends Members>(members: M): Kind<Shape<M> | undefined> & { readonly members: M } {
  const entries = Object.entries<Kind>(members);
  const shape = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema]));
  const off = z.strictObject({}).transform(() => undefined);
  const example = entries.filter(([, member]) => isRequired(member)).map(([name, member]) => [name, valueOf(member)]);
  return {
    type: "object",
    members,
    schema: off.or(z.strictObject(shape)) as unknown as z.ZodType<Shape<M> | undefined>,
    allowed: `${entries.map(([name, { allowed }]) => `${name}: ${allowed}`).join(". ")}. Or nothing`,
    example: JSON.stringify(Object.fromEntries(example)),
  };
}

/** Whether an object must have a member of a kind. */
export function isRequired({ schema }: Kind): boolean {
  return !schema.safeParse(undefined).success;
}

/** The value that a text typed in a shell stands for: of a list the list with that item. @param typed @default the example */
export function valueOf({ type, items, example }: Kind, typed: ShellWord = example): unknown {
  if (typeof typed !== "string") return typed.shell;
  return items ? [parseRaw(typed, items)] : parseRaw(typed, type);
}

/** A zod check that reports what a function finds wrong with a text. */
export function faultCheck(faultOf: (text: string) => string | undefined) {
  return (text: string, context: z.RefinementCtx) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  };
}
