import type { z } from "zod";
import { ConfigError, type ConfigFault, pulumiCommands } from "./error";
import { type ConfigKey, configKeys } from "./keys";
import { readObject } from "./object";
import { crossFaults } from "./rules";
import { isLikelyTypo, nearestTo } from "./spelling";
import { readValue, parseRaw } from "./value";

/**
 * The stack's configuration, each value checked and in the form that the program works with. Where a key may be empty
 * (`""`, `{}`, or 0 for `maxNodeCount` and `replicas`) the value is then `undefined`. A `timeZone` is Windows' name of the
 * zone, `studentCpu` thousandths of a CPU, `studentMemory` mebibytes, and `studentsFile` what is in the file.
 */
export type LabConfig = { readonly [Key in keyof typeof configKeys]: z.output<(typeof configKeys)[Key]["schema"]> };

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
  const read = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => ({ key, ...readKey(key, spec, given[key]) }));
  const config = Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as LabConfig;
  const strayFaults = strayKeyFaults(given, config.target);
  const faults = [
    ...unknownKeyFaults(given),
    ...strayFaults,
    ...read.flatMap(({ key, faults }) => (strayFaults.some((other) => other.key === key) ? [] : faults)),
  ];
  faults.push(
    ...crossFaults(
      config,
      faults.map(({ key }) => key),
    ),
  );
  if (faults.length === 0) return config;
  // Whoever pastes a private key by mistake must not find it in a build log either.
  const hidden = ({ fix, key, value }: ConfigFault) =>
    isSecret(fix.object?.key ?? key) || value?.includes("PRIVATE KEY") === true;
  throw new ConfigError(
    faults.map((fault) => (hidden(fault) ? withoutValue(fault) : fault)),
    pulumiCommands(stack),
  );
}

function withoutValue(fault: ConfigFault): ConfigFault {
  const { rename: _value, ...fix } = fault.fix;
  return { ...fault, value: "[not shown]", fix };
}

function readKey(key: string, spec: ConfigKey, given: string | undefined) {
  const { members } = spec;
  if (members) return readObject(key, { ...spec, members }, given ?? JSON.stringify(spec.default));
  return readValue(key, spec, given === undefined ? spec.default : parseRaw(given, spec.type), given ?? "");
}

/** A value that its target has no use for must not look as if it had an effect. The defaults are there on every target. */
function strayKeyFaults(
  given: Readonly<Record<string, string>>,
  target: LabConfig["target"] | undefined,
): ConfigFault[] {
  return Object.entries<ConfigKey>(configKeys).flatMap(([key, spec]) => {
    const value = given[key];
    const stray = target !== undefined && spec.only !== undefined && spec.only !== target;
    if (!stray || value === undefined || JSON.stringify(parseRaw(value, spec.type)) === JSON.stringify(spec.default))
      return [];
    return [
      {
        key,
        value,
        problem: `only target ${spec.only} has a use for it, and the target is ${target}`,
        allowed: `nothing with target ${target}`,
        fix: { key, value: undefined },
      },
    ];
  });
}

function unknownKeyFaults(given: Readonly<Record<string, string>>): ConfigFault[] {
  const known = Object.keys(configKeys);
  return Object.entries(given)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => {
      const nearest = nearestTo(key.split(".")[0]!, known);
      const misspelt = isLikelyTypo(key, nearest, configKeys[nearest as keyof typeof configKeys], value);
      return {
        key,
        value,
        problem: `there is no such key; the nearest is ${nearest}${key.startsWith(`${nearest}.`) ? ", whose members are set with --path" : ""}`,
        allowed: known.join(", "),
        fix: { key, value: undefined, ...(misspelt && { rename: { key: nearest, value } }) },
      };
    });
}

export { ConfigError, type ConfigFault, type Fix, type FixCommand, pulumiCommands } from "./error";
export { defaultStack, localStack } from "./stacks";
