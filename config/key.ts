import type { Kind } from "./kinds";

/** One configuration key: what it accepts, and what happens without it. */
export interface ConfigKey<T = unknown> extends Kind<T> {
  /** The only target that uses the key. @default both do */
  readonly only?: "azure" | "local";
  /** What a stack has without the key. Pulumi needs a default for each key that may be left out. */
  readonly default: string | number | boolean | readonly string[] | Readonly<Record<string, never>>;
  /** For Pulumi.yaml and docs/configuration.md. */
  readonly description: string;
}

/**
 * A row of the table of keys: a kind, the default, and what the key does. The example is the default, where that is a value,
 * unless the row has another.
 */
export function key<K extends Kind, const D extends ConfigKey["default"]>(
  kind: K,
  row: { readonly default: D; readonly description: string } & Partial<Pick<ConfigKey, "only" | "allowed" | "example">>,
): K & { readonly default: D; readonly description: string; readonly only?: ConfigKey["only"] } {
  const value: ConfigKey["default"] = row.default;
  const isExample = (typeof value === "string" && value !== "") || (typeof value === "number" && value !== 0);
  return { ...kind, ...(isExample && { example: String(value) }), ...row };
}
