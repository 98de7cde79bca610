import { knownNamespaces } from "../facts/pulumi";
import { shortRegion } from "./kinds/azure";
import type { ConfigFault } from "./error";
import { type ConfigKey, type LabConfig, configKeys } from "./keys";

type Values = Readonly<Record<string, string>>;

/**
 * Keys of the lab under the namespace of another project, which Pulumi does not hand to this one: a lab whose project was
 * renamed has them in its stack files. Keys of providers, and keys that the lab does not know, are left alone.
 *
 * @param all `namespace:key` to value
 */
export function foreignKeyFaults(all: Values, project: string): ConfigFault[] {
  return Object.entries(all).flatMap(([name, value]) => {
    const [, namespace = "", key = ""] = /^([^:]*):(.*)$/s.exec(name) ?? [];
    if (namespace === project || knownNamespaces.includes(namespace)) return [];
    if (!Object.hasOwn(configKeys, key)) return [];
    const { type }: ConfigKey = configKeys[key as keyof typeof configKeys];
    const isSet = Object.hasOwn(all, `${project}:${key}`) && !isDefault(key, all[`${project}:${key}`]!);
    const fault: ConfigFault = {
      key: name,
      value,
      problem: `it is a key of the project ${namespace}, and this project is ${project}, so it has no effect`,
      allowed: `${key}, or ${project}:${key}`,
      fix: isSet ? { action: "unset", key: name } : { action: "rename", key: name, to: key, value, type },
    };
    return [fault];
  });
}

function isDefault(key: string, value: string): boolean {
  const spec: ConfigKey = configKeys[key as keyof typeof configKeys];
  const text = typeof spec.default === "string" ? spec.default : JSON.stringify(spec.default);
  return value === text;
}

const providerLocation = "azure-native:location";

/** The program gives each resource its own location, so that of Azure's provider would have no effect. */
export function providerLocationFaults(all: Values, { target, location }: LabConfig): ConfigFault[] {
  const value = all[providerLocation];
  if (value === undefined || target !== "azure" || location === undefined) return [];
  const short = shortRegion(value);
  if (short === location) return [];
  const meant = location === configKeys.location.default && configKeys.location.schema.safeParse(short).success;
  return [
    {
      key: providerLocation,
      value,
      problem: `location is ${location}, and the lab uses that, so it has no effect`,
      allowed: `the same as location, or nothing`,
      fix: meant
        ? { action: "rename", key: providerLocation, to: "location", value: short, type: "string" }
        : { action: "unset", key: providerLocation },
    },
  ];
}
