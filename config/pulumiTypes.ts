import { isMapping, parseJson } from "../lib/json";
import type { ConfigFault } from "./error";
import { stackFileName } from "./stackFileEdits";
import type { PulumiType } from "./kinds";

/** What Pulumi.yaml declares about a key. */
export interface DeclaredKey {
  readonly type?: PulumiType;
  readonly items?: DeclaredKey;
  readonly default?: unknown;
  readonly value?: unknown;
}

const allowed: Readonly<Record<PulumiType, string>> = {
  string: "text",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "members with their values",
};

/**
 * Values of a stack file that Pulumi refuses, since they are not of the type in Pulumi.yaml.
 *
 * @param values `namespace:key` to value, as the file has it
 * @param declared `namespace:key` to declaration
 */
export function typeFaults(
  values: Readonly<Record<string, unknown>>,
  declared: Readonly<Record<string, DeclaredKey>>,
  stack: string,
): ConfigFault[] {
  return Object.entries(values).flatMap(([name, value]): ConfigFault[] => {
    const declaration = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (declaration?.type === undefined || isOfType(topLevel(value), declaration)) return [];
    const key = name.slice(name.indexOf(":") + 1);
    const { type } = declaration;
    return [
      {
        key,
        value: typeof value === "string" ? value : JSON.stringify(value),
        problem: `Pulumi refuses it in ${stackFileName(stack)}: its type is not ${typeName(declaration)}`,
        allowed: type === "array" && declaration.items?.type === "string" ? "a list of texts" : allowed[type],
        fix: { action: "set", key, value: meant(value, declaration), type: type === "string" ? "string" : type },
      },
    ];
  });
}

/** Pulumi keeps a number, a flag and nothing as text at the top level. */
function topLevel(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value ?? "";
}

/** As Pulumi decides it (pulumi/pulumi, sdk/go/common/workspace, `ValidateConfigValue`, v3.260). */
function isOfType(value: unknown, { type, items }: DeclaredKey): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" || isSecret(value);
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^[-+]?\d+$/.test(value)) || isSecret(value);
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false" || isSecret(value);
    case "array":
      return Array.isArray(value) && items !== undefined && value.every((item) => isOfType(item, items));
    default:
      return isMapping(value);
  }
}

/** An encrypted value: only Pulumi knows its type. */
function isSecret(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

function typeName({ type, items }: DeclaredKey): string {
  return items ? `${type}<${typeName(items)}>` : String(type);
}

/** What was probably meant, if it is of the type; else the default. */
function meant(value: unknown, declaration: DeclaredKey): string {
  const found = candidates(value, declaration).find(
    (candidate) => candidate !== undefined && isOfType(candidate, declaration),
  );
  const suggestion = found ?? declaration.default ?? "";
  return typeof suggestion === "string" ? suggestion : JSON.stringify(suggestion);
}

function candidates(value: unknown, { type, items }: DeclaredKey): unknown[] {
  const parsed = typeof value === "string" ? parseJson(value) : undefined;
  const texts = Array.isArray(value) && items?.type === "string" ? value.map(String) : undefined;
  if (type === "boolean" && typeof value === "string") return [parsed, flagOf(value)];
  if (type === "array" && typeof value === "string" && parsed === undefined && value !== "") return [[value]];
  return [parsed, texts];
}

function flagOf(text: string): boolean | undefined {
  if (/^(yes|on|y)$/i.test(text)) return true;
  return /^(no|off|n)$/i.test(text) ? false : undefined;
}
