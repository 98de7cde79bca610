import { stackFileKeys } from "../facts/pulumi";
import type { GoYaml } from "../lib/goYaml";
import { isMapping } from "../lib/json";
import { lettersApart, nearestTo } from "../lib/nearest";
import type { ConfigFault } from "./error";
import type { Fix } from "./fix";
import { stackFileName } from "./stackFileEdits";
import { configKeys } from "./keys";

/**
 * Keys at the top level of a stack file that Pulumi does not read there. A value with an anchor is not one: it is there for
 * aliases.
 */
export function layoutFaults({ value, anchored }: GoYaml, stack: string, project: string): ConfigFault[] {
  if (!isMapping(value)) return [];
  return Object.entries(value)
    .filter(([key]) => !stackFileKeys.includes(key) && !anchored.includes(key))
    .map(([key, given]) => ({
      key,
      value: typeof given === "string" ? given : JSON.stringify(given),
      problem: `Pulumi does not read it at the top level of ${stackFileName(stack)}, so it has no effect`,
      allowed: `${stackFileKeys.join(", ")}; the keys of the lab under config:`,
      fix: fixOf(key, given, project),
    }));
}

function fixOf(key: string, given: unknown, project: string): Fix {
  const value = typeof given === "string" ? given : JSON.stringify(given);
  const bare = key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key;
  if (Object.hasOwn(configKeys, bare)) {
    const { type } = configKeys[bare as keyof typeof configKeys];
    return { action: "rename", key, to: bare, value, type, outside: true };
  }
  const nearest = nearestTo(key, stackFileKeys);
  if (lettersApart(key, nearest) <= 2) {
    return { action: "rename", key, to: nearest, value, type: "object", outside: true };
  }
  return { action: "unset", key, outside: true };
}
