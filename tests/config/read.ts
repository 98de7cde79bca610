import { ConfigError, readConfig } from "../../config";
import type { SetFix, SetItemFix } from "../../config/fix";
import { type ConfigKey, configKeys } from "../../config/keys";
import { errorOf } from "../errorOf";

/** A project of no stack in this folder. */
export const project = "school";

/** `namespace:key` to value for keys of the project. */
export function namespaced(config: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [`${project}:${key}`, value]));
}

export function read(config: Readonly<Record<string, string>>) {
  return readConfig(namespaced(config), project, "dev");
}

export function refusal(config: Readonly<Record<string, string>>): ConfigError {
  return errorOf(ConfigError, () => read(config));
}

/** The fix that gives a key a value; for a list, one item. @param value @default the key's placeholder, or its example */
export function setFix(key: keyof typeof configKeys, value?: string): SetFix | SetItemFix {
  const { type, items, example, placeholder }: ConfigKey = configKeys[key];
  const given = value ?? placeholder ?? example;
  return items ? { action: "setItem", key, value: given, type: items } : { action: "set", key, value: given, type };
}
