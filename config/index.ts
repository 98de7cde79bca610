import * as pulumi from "@pulumi/pulumi";
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { ConfigError, type ConfigFault, pulumiCommands } from "./error";
import { type ConfigKey, configKeys } from "./keys";
import { crossFaults } from "./rules";

/**
 * The stack's configuration, each value checked and in the form that the program works with. Where a key may be empty
 * (`""`, or 0 for `maxNodeCount` and `replicas`) the value is then `undefined`. `timeZone` is Windows' name of the zone,
 * `studentCpu` thousandths of a CPU, `studentMemory` mebibytes, and `studentsFile` what is in the file.
 */
export type LabConfig = { readonly [Key in keyof typeof configKeys]: z.output<(typeof configKeys)[Key]["schema"]> };

/** Reads the configuration of the running stack. Only this function reads it. @throws ConfigError */
export function loadConfig(): LabConfig {
  const project = pulumi.getProject();
  // The SDK has this function, and leaves it out of its types.
  const runtime = pulumi.runtime as unknown as { isConfigSecret(name: string): boolean };
  const isSecret = (key: string) => runtime.isConfigSecret(`${project}:${key}`);
  return readConfig(pulumi.runtime.allConfig(), project, pulumi.getStack(), isSecret);
}

/**
 * Reads a configuration as Pulumi hands it over.
 *
 * @param all `namespace:key` to value, everything but text as JSON. Other namespaces, such as the providers', are left alone.
 * @param isSecret Whether the stack keeps a key's value secret; then no error shows it.
 * @throws ConfigError with every fault there is.
 */
export function readConfig(
  all: Readonly<Record<string, string>>,
  namespace: string,
  stack: string,
  isSecret: (key: string) => boolean = () => false,
): LabConfig {
  const prefix = `${namespace}:`;
  const given = Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
  const read = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => readKey(key, spec, given[key]));
  const config = Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as LabConfig;
  const strayFaults = strayKeyFaults(given, config.target);
  const faults = [
    ...unknownKeyFaults(given),
    ...strayFaults,
    ...read.flatMap(({ key, fault }) => (fault && !strayFaults.some((other) => other.key === key) ? [fault] : [])),
  ];
  faults.push(
    ...crossFaults(
      config,
      faults.map(({ key }) => key),
    ),
  );
  if (faults.length === 0) return config;
  // Whoever pastes a private key by mistake must not find it in a build log either.
  const hidden = ({ key, value }: ConfigFault) => isSecret(key) || value.includes("PRIVATE KEY");
  throw new ConfigError(
    faults.map((fault) => (hidden(fault) ? withoutValue(fault) : fault)),
    pulumiCommands(stack),
  );
}

function withoutValue(fault: ConfigFault): ConfigFault {
  const { instead: _value, ...mend } = fault.mend;
  return { ...fault, value: "[not shown]", mend };
}

function readKey(key: string, spec: ConfigKey, given: string | undefined) {
  const result = spec.schema.safeParse(given === undefined ? spec.default : typed(given, spec.type));
  if (result.success) return { key, value: result.data };
  const issues = result.error.issues.flatMap((issue) =>
    issue.code === "invalid_union" ? issue.errors.flat() : [issue],
  );
  return { key, value: undefined, fault: keyFault(key, spec, given ?? "", issues) };
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

function keyFault(key: string, spec: ConfigKey, given: string, issues: readonly z.core.$ZodIssue[]): ConfigFault {
  const problems = issues.filter((issue) => issue.code === "custom").map((issue) => problemOf(issue, spec, given));
  return {
    key,
    value: given,
    ...(problems.length > 0 && { problem: problems.join("; ") }),
    allowed: spec.allowed,
    mend: { key, value: meant(spec, given), item: spec.items },
  };
}

/** What to set instead: what was probably meant, if that is right; for nothing the default; else an example. */
function meant({ suggest, schema, type, default: usual, example }: ConfigKey, given: string): string {
  const suggestion = given === "" ? String(usual) : suggest?.(given);
  const right = suggestion !== undefined && suggestion !== "" && schema.safeParse(typed(suggestion, type)).success;
  return right ? suggestion : example;
}

/** Of a list, an item that is wrong is named: the list may be long. */
function problemOf({ path, message }: z.core.$ZodIssue, spec: ConfigKey, given: string): string {
  const [index] = path;
  if (typeof index !== "number") return message;
  const item = (typed(given, spec.type) as unknown[])[index];
  return `of ${JSON.stringify(item)}, ${message}`;
}

/** A value that its target has no use for must not look as if it had an effect. The defaults are there on every target. */
function strayKeyFaults(
  given: Readonly<Record<string, string>>,
  target: LabConfig["target"] | undefined,
): ConfigFault[] {
  return Object.entries<ConfigKey>(configKeys).flatMap(([key, spec]) => {
    const value = given[key];
    const stray = target !== undefined && spec.only !== undefined && spec.only !== target;
    if (!stray || value === undefined || JSON.stringify(typed(value, spec.type)) === JSON.stringify(spec.default))
      return [];
    return [
      {
        key,
        value,
        problem: `only target ${spec.only} has a use for it, and the target is ${target}`,
        allowed: `nothing with target ${target}`,
        mend: { key, value: undefined },
      },
    ];
  });
}

/** A key that differs from a known one by more letters than these is probably not a misspelling of it. */
const mostTypos = 3;

function unknownKeyFaults(given: Readonly<Record<string, string>>): ConfigFault[] {
  const known = Object.keys(configKeys);
  return Object.entries(given)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => {
      const nearest = closest(key, known);
      const { schema, type }: ConfigKey = configKeys[nearest as keyof typeof configKeys];
      const misspelt =
        distance(key.toLowerCase(), nearest.toLowerCase()) <= mostTypos &&
        type !== "array" &&
        /^[\w./:-]+$/.test(value) &&
        schema.safeParse(typed(value, type)).success;
      return {
        key,
        value,
        problem: `there is no such key; the nearest is ${nearest}`,
        allowed: known.join(", "),
        mend: { key, value: undefined, ...(misspelt && { instead: { key: nearest, value } }) },
      };
    });
}

export { ConfigError, type ConfigFault, type Mend, type MendCommand, localStack, pulumiCommands } from "./error";
