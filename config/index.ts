import { nearestTo } from "../lib/nearest";
import { readEntries } from "./entries";
import { ConfigError, type ConfigFault } from "./error";
import { pulumiCommands } from "./pulumiCommands";
import { type ConfigKey, type LabConfig, configKeys } from "./keys";
import { foreignKeyFaults, providerLocationFaults } from "./namespaces";
import { readObject } from "./object";
import { parseRaw } from "./raw";
import { crossFaults } from "./rules";
import { isLikelyTypo } from "./spelling";
import { readValue } from "./value";

/**
 * Reads a configuration as Pulumi hands it over.
 *
 * @param all `namespace:key` to value, everything but text as JSON. Providers' namespaces are left alone.
 * @param isSecret whether the stack keeps the value of a `namespace:key` secret; then no error shows it
 * @throws ConfigError with every fault there is
 */
export function readConfig(
  all: Readonly<Record<string, string>>,
  namespace: string,
  stack: string,
  isSecret: (name: string) => boolean = () => false,
): LabConfig {
  const { config, faults } = checkConfig(all, namespace);
  if (faults.length === 0) return config;
  // Whoever pastes a private key by mistake must not find it in a build log either.
  const hidden = ({ fix, key, value }: ConfigFault) =>
    isSecret(`${namespace}:${fix.key}`) || isSecret(key) || value?.includes("PRIVATE KEY") === true;
  throw new ConfigError(
    faults.map((fault) => (hidden(fault) ? withoutValue(fault) : fault)),
    pulumiCommands(stack),
  );
}

function checkConfig(all: Readonly<Record<string, string>>, namespace: string) {
  const prefix = `${namespace}:`;
  const given = Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
  const read = Object.entries<ConfigKey>(configKeys).map(([key, spec]) => ({ key, ...readKey(key, spec, given[key]) }));
  const config = Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as LabConfig;
  const unusedFaults = unusedKeyFaults(given, config.target);
  const faults = [
    ...foreignKeyFaults(all, namespace),
    ...unknownKeyFaults(given),
    ...unusedFaults,
    ...read.flatMap(({ key, faults }) => (unusedFaults.some((other) => other.key === key) ? [] : faults)),
    ...providerLocationFaults(all, config),
  ];
  const wrong = faults.map(({ key }) => key);
  return { config, faults: [...faults, ...crossFaults(config, wrong)] };
}

/** A fault without the value, also in its fix. */
function withoutValue(fault: ConfigFault): ConfigFault {
  return { ...fault, value: "[not shown]", fix: withoutGiven(fault.fix) };
}

/** A value that was given is in a rename, and among the members of an object. */
function withoutGiven(fix: ConfigFault["fix"]): ConfigFault["fix"] {
  if (fix.action === "rename" || (fix.action === "set" && fix.inFile)) return { action: "unset", key: fix.key };
  if (fix.action !== "setObject") return fix;
  const members = fix.members.map((member) => withoutGiven(member) as typeof member);
  return { ...fix, value: {}, members };
}

function readKey(key: string, spec: ConfigKey, given: string | undefined) {
  const { members, entries } = spec;
  if (entries) return readEntries(key, { ...spec, entries }, given ?? JSON.stringify(spec.default));
  if (members) return readObject(key, { ...spec, members }, given ?? JSON.stringify(spec.default));
  return readValue(key, spec, given === undefined ? spec.default : parseRaw(given, spec.type), given ?? "");
}

/** A value that its target does not use must not look as if it had an effect. The defaults are there on every target. */
function unusedKeyFaults(
  given: Readonly<Record<string, string>>,
  target: LabConfig["target"] | undefined,
): ConfigFault[] {
  return Object.entries<ConfigKey>(configKeys).flatMap(([key, spec]) => {
    const value = given[key];
    const unused = target !== undefined && spec.only !== undefined && spec.only !== target;
    if (!unused || value === undefined || JSON.stringify(parseRaw(value, spec.type)) === JSON.stringify(spec.default))
      return [];
    return [
      {
        key,
        value,
        problem: `only target ${spec.only} uses it, and the target is ${target}`,
        allowed: `nothing with target ${target}`,
        fix: { action: "unset", key },
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
      const spec: ConfigKey = configKeys[nearest as keyof typeof configKeys];
      const isMember = key.startsWith(`${nearest}.`);
      return {
        key,
        value,
        problem: `there is no such key; the nearest is ${nearest}${isMember ? ", whose members are set with --path" : ""}`,
        allowed: "the keys that Pulumi.yaml lists",
        fix: isLikelyTypo(key, nearest, spec, value)
          ? { action: "rename", key, to: nearest, value, type: spec.type }
          : { action: "unset", key },
      };
    });
}

export { ConfigError, type ConfigFault } from "./error";
export type { Fix, FixCommand } from "./fix";
export { pulumiCommands } from "./pulumiCommands";
export type { LabConfig } from "./keys";
export { defaultStack, localStack } from "./stacks";
