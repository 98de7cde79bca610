import { isMapping } from "../lib/json";
import type { ConfigFault } from "./error";
import type { EntryKind } from "./kinds";
import type { ConfigKey } from "./key";
import { parseRaw } from "./raw";
import type { ReadValue } from "./value";

/** Reads a key that is an object whose members anybody may name: each that is wrong is a fault of its own, and is removed. */
export function readEntries(key: string, spec: ConfigKey & { readonly entries: EntryKind }, given: string): ReadValue {
  const value = parseRaw(given, "object");
  if (!isMapping(value)) return { value: undefined, faults: [wholeFault(key, spec, given)] };
  const names = Object.keys(value);
  const faults = names.flatMap((name, index): [string, Omit<ConfigFault, "fix">][] => {
    const problem = spec.entries.nameFault(name, names.slice(0, index));
    const correct = problem === undefined && spec.entries.value.schema.safeParse(value[name]).success;
    const allowed = problem === undefined ? spec.entries.value.allowed : spec.allowed;
    const fault = {
      key: `${key}.${name}`,
      value: textOf(value[name]),
      ...(problem !== undefined && { problem }),
      allowed,
    };
    return correct ? [] : [[name, fault]];
  });
  if (faults.length === 0) return { value: spec.schema.parse(value), faults: [] };
  const wrong = faults.map(([name]) => name);
  const fixed = Object.fromEntries(Object.entries(value).filter(([name]) => !wrong.includes(name)));
  return {
    value: undefined,
    faults: faults.map(([name, fault]) => ({
      ...fault,
      fix: { action: "setObject", key, value: fixed, members: [{ action: "unset", key: name }] },
    })),
  };
}

function wholeFault(key: string, { allowed }: ConfigKey, value: string): ConfigFault {
  return {
    key,
    value,
    problem: "it is not an object",
    allowed,
    fix: { action: "setObject", key, value: {}, members: [], replace: true },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
