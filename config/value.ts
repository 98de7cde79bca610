import type { z } from "zod";
import type { ConfigFault } from "./error";
import type { ConfigKey, ConfigMember } from "./keys";

/** A value as the program works with it, or what is wrong with it. */
export interface ReadValue {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
}

/** Pulumi keeps every value as text; what is not meant as text is JSON. What does not parse stays text, to be refused. */
export function parseRaw(text: string, type: ConfigKey["type"]): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Checks the value of a key, or of an object's member.
 *
 * @param key Path by which an error calls it.
 * @param given Its text, for an error.
 */
export function readValue(key: string, spec: ConfigKey | ConfigMember, value: unknown, given: string): ReadValue {
  const result = spec.schema.safeParse(value);
  if (result.success) return { value: result.data, faults: [] };
  const problems = result.error.issues
    .flatMap((issue) => (issue.code === "invalid_union" ? issue.errors.flat() : [issue]))
    .filter(saysMore)
    .map((issue) => problemOf(issue, value));
  const fault = {
    key,
    value: given,
    ...(problems.length > 0 && { problem: problems.join("; ") }),
    allowed: spec.allowed,
    fix: { key, value: meant(spec, given), item: spec.items },
  };
  return { value: undefined, faults: [fault] };
}

/** Whether an issue says what `allowed` does not: our own checks do, and so does what is wrong with one item of a list. */
function saysMore({ code, path }: z.core.$ZodIssue): boolean {
  return code === "custom" || (path.length > 0 && (code === "invalid_format" || code === "invalid_value"));
}

/** Of a list, an item that is wrong is named: the list may be long. */
function problemOf({ path, message }: z.core.$ZodIssue, value: unknown): string {
  const [index] = path;
  return typeof index === "number" ? `of ${JSON.stringify((value as unknown[])[index])}, ${message}` : message;
}

/** What to set rename: what was probably meant, if that is right; for nothing the default; else an example. */
function meant(spec: ConfigKey | ConfigMember, given: string): string {
  const { suggest, schema, type, example } = spec;
  const usual = "default" in spec && typeof spec.default !== "object" ? String(spec.default) : undefined;
  const suggestion = given === "" ? usual : suggest?.(given);
  const right = suggestion !== undefined && suggestion !== "" && schema.safeParse(parseRaw(suggestion, type)).success;
  return right ? suggestion : example;
}
