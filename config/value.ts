import type { z } from "zod";
import type { ShellWord } from "../lib/shell";
import type { ConfigFault } from "./error";
import type { SetFix, SetItemFix, SetListFix } from "./fix";
import type { ConfigKey } from "./key";
import type { Kind } from "./kinds";
import { parseRaw } from "./raw";
import { suggestList } from "./suggest/list";

/** A value as the program works with it, or what is wrong with it. */
export interface ReadValue {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
}

/** What is wrong with one value by itself. */
export interface ValueFault extends ConfigFault {
  readonly fix: SetFix | SetItemFix | SetListFix;
}

/**
 * Checks the value of a key, or of an object's member.
 *
 * @param key path by which an error calls it
 * @param given its text, for an error
 */
export function readValue(
  key: string,
  kind: Kind | ConfigKey,
  value: unknown,
  given: string,
): { readonly value: unknown; readonly faults: readonly ValueFault[] } {
  const result = kind.schema.safeParse(value);
  if (result.success) return { value: result.data, faults: [] };
  const problems = result.error.issues
    .flatMap((issue) => (issue.code === "invalid_union" ? issue.errors.flat() : [issue]))
    .filter(saysMore)
    .map((issue) => problemOf(issue, value));
  const fault = {
    key,
    value: given,
    ...(problems.length > 0 && { problem: problems.join("; ") }),
    allowed: kind.allowed,
    fix: fixOf(key, kind, value, given),
  };
  return { value: undefined, faults: [fault] };
}

function fixOf(key: string, kind: Kind | ConfigKey, value: unknown, given: string): ValueFault["fix"] {
  if (kind.namesFile?.(given)) return { action: "set", key, value: given, type: kind.type, inFile: true };
  return (given === "" ? undefined : suggestList(key, kind, value)) ?? setFix(key, kind, suggested(kind, given));
}

/** The fix that gives a key or member a value; for a list, that value as its one item. */
export function setFix(key: string, { type, items }: Kind, value: ShellWord): SetFix | SetItemFix {
  return items ? { action: "setItem", key, value, type: items } : { action: "set", key, value, type };
}

/** Whether an issue says what `allowed` does not: our own checks do, and so does what is wrong with one item of a list. */
function saysMore({ code, path }: z.core.$ZodIssue): boolean {
  return code === "custom" || (path.length > 0 && (code === "invalid_format" || code === "invalid_value"));
}

/** For a list, the wrong item is named: the list may be long. */
function problemOf({ path, message }: z.core.$ZodIssue, value: unknown): string {
  const [index] = path;
  return typeof index === "number" ? `of ${JSON.stringify((value as unknown[])[index])}, ${message}` : message;
}

/**
 * What to set instead: what was probably meant, if that is correct; for an empty value the default; else a placeholder, if the kind
 * has one, or an example.
 */
function suggested(kind: Kind | ConfigKey, given: string): ShellWord {
  const { suggest, schema, type, example, placeholder } = kind;
  const byDefault = "default" in kind && typeof kind.default !== "object" ? String(kind.default) : undefined;
  const suggestion = given === "" ? byDefault : suggest?.(given);
  const correct = suggestion !== undefined && suggestion !== "" && schema.safeParse(parseRaw(suggestion, type)).success;
  return correct ? suggestion : (placeholder ?? example);
}
