import * as pulumi from "@pulumi/pulumi";
import { closest } from "fastest-levenshtein";
import type { z } from "zod";
import { ConfigError, type ConfigFault, pulumiCommands } from "./error";
import { type ConfigKey, configKeys } from "./keys";
import { crossFaults } from "./rules";

/**
 * The stack's configuration, each value checked and in the form that the program works with. Where a key may be empty
 * (`""`, or 0 for `maxNodeCount` and `replicas`) the value is then `undefined`. `timeZone` is Windows' name of the zone.
 */
export type LabConfig = { readonly [Key in keyof typeof configKeys]: z.output<(typeof configKeys)[Key]["schema"]> };

/** Reads the configuration of the running stack. Only this function reads it. @throws ConfigError */
export function loadConfig(): LabConfig {
  return readConfig(pulumi.runtime.allConfig(), pulumi.getProject(), pulumi.getStack());
}

/**
 * Reads a configuration as Pulumi hands it over.
 *
 * @param all `namespace:key` to value, everything but text as JSON. Other namespaces, such as the providers', are left alone.
 * @throws ConfigError with every fault there is.
 */
export function readConfig(all: Readonly<Record<string, string>>, namespace: string, stack: string): LabConfig {
  const prefix = `${namespace}:`;
  const given = Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
  const read = Object.entries(configKeys).map(([key, spec]) => readKey(key, spec, given[key]));
  const faults = [...unknownKeyFaults(given), ...read.flatMap((result) => result.faults)];
  if (faults.length > 0) throw new ConfigError(faults, pulumiCommands(stack));
  const config = Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as LabConfig;
  const crossed = crossFaults(config);
  if (crossed.length > 0) throw new ConfigError(crossed, pulumiCommands(stack));
  return config;
}

function readKey(key: string, spec: ConfigKey, given: string | undefined) {
  const result = spec.schema.safeParse(given === undefined ? spec.default : typed(given, spec.type));
  if (result.success) return { key, value: result.data, faults: [] };
  const problem = result.error.issues.flatMap((issue) =>
    issue.code === "invalid_union" ? issue.errors.flat() : [issue],
  );
  return { key, value: undefined, faults: [fault(key, spec, given ?? "", problem)] };
}

/** Pulumi keeps every value as text; what is not meant as text is JSON. What does not parse stays text, to be refused. */
function typed(text: string, type: ConfigKey["type"]): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fault(key: string, spec: ConfigKey, given: string, issues: readonly z.core.$ZodIssue[]): ConfigFault {
  const own = issues.find((issue) => issue.code === "custom");
  return {
    key,
    // Whoever pastes a private key by mistake must not find it in a build log.
    value: given.includes("PRIVATE KEY") ? "[not shown]" : given,
    ...(own ? { problem: own.message } : {}),
    allowed: spec.allowed,
    mend: { key, value: spec.example, item: spec.items },
  };
}

function unknownKeyFaults(given: Readonly<Record<string, string>>): ConfigFault[] {
  const known = Object.keys(configKeys);
  return Object.entries(given)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => ({
      key,
      value,
      problem: `there is no such key; the nearest is ${closest(key, known)}`,
      allowed: known.join(", "),
      mend: { key, value: undefined },
    }));
}

export { ConfigError, type MendCommand, pulumiCommands } from "./error";
