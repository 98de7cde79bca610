import { parseJson } from "../lib/json";

/**
 * The value of a text that Pulumi hands over. Pulumi keeps every value as text; what is not meant as text is JSON. What does
 * not parse stays text, to be refused.
 */
export function parseRaw(text: string, type: "string" | "integer" | "boolean" | "array" | "object"): unknown {
  return type === "string" ? text : (parseJson(text) ?? text);
}
