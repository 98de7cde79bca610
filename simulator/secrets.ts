import * as pulumi from "@pulumi/pulumi";
import { type Inputs, masked, unknown } from "./model";

/** The value inside a secret's wrapper, as Pulumi sends it over the wire; otherwise nothing. */
function secretIn(value: unknown): { value: unknown } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const wrapper = value as Record<string, unknown>;
  return wrapper[pulumi.runtime.specialSigKey] === pulumi.runtime.specialSecretSig
    ? { value: wrapper["value"] }
    : undefined;
}

function mapped(value: unknown, onSecret: (inside: unknown) => unknown, onUnknown?: string): unknown {
  const secret = secretIn(value);
  if (secret) return onSecret(secret.value);
  if (onUnknown !== undefined && isUnknown(value)) return onUnknown;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapped(item, onSecret, onUnknown), item] as const);
  // Most bags hold no secret: the copies of a class's thousands would take more memory than all else.
  if (entries.every(([, item, before]) => item === before)) return value;
  return Array.isArray(value)
    ? entries.map(([, item]) => item)
    : Object.fromEntries(entries.map(([key, item]) => [key, item]));
}

/** A property bag off the wire with each secret unwrapped. */
export function revealed(wire: Inputs): Inputs {
  const reveal = (inside: unknown): unknown => mapped(inside, reveal);
  return mapped(wire, reveal) as Inputs;
}

/** A property bag off the wire with each secret masked, and each unknown value marked as one. */
export function shown(wire: Inputs): Inputs {
  return mapped(wire, () => masked, unknown) as Inputs;
}

/** Whether a value is unknown, or a text that one became a part of. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && value.includes(pulumi.runtime.unknownValue);
}

/** A state in which a text that an unknown value became a part of is unknown as a whole. Outputs in it stay as they are. */
export function withUnknowns<T>(value: T): T {
  if (isUnknown(value)) return pulumi.runtime.unknownValue as T;
  if (Array.isArray(value)) return value.map(withUnknowns) as T;
  if (typeof value !== "object" || value === null || pulumi.Output.isInstance(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withUnknowns(item)])) as T;
}

/** Whether a value off the wire is a secret or has one in it. */
export function holdsSecret(wire: unknown): boolean {
  let found = false;
  mapped(wire, () => (found = true));
  return found;
}

/** Paths of values that the program did not know when it registered them, such as `networkProfile.podCidr`. */
export function unknownPaths(value: unknown, path = ""): string[] {
  const secret = secretIn(value);
  if (secret) return unknownPaths(secret.value, path);
  if (value === pulumi.runtime.unknownValue) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => unknownPaths(item, path === "" ? key : `${path}.${key}`));
}
