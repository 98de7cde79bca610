/** `{{name}}` in the texts of exercises. */
const placeholder = /\{\{(\w+)\}\}/g;

/** Values by name. */
export type Values = Readonly<Record<string, string>>;

/** A text with its placeholders replaced. One without a value stays, so that people see what is missing. */
export function filled(text: string, values: Values): string {
  return text.replace(placeholder, (whole, name: string) => values[name] ?? whole);
}

/** Names of the placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name!);
}

/** The same for every text in a value. */
export function filledAll<T>(value: T, values: Values): T {
  if (typeof value === "string") return filled(value, values) as T;
  if (Array.isArray(value)) return value.map((item) => filledAll<unknown>(item, values)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledAll<unknown>(item, values)])) as T;
}
