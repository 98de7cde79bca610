import { parse } from "yaml";
import { ConfigError, localStack, readConfig } from "../../../config";
import { type ConfigKey, configKeys } from "../../../config/keys";

/** What is wrong with a key of the configuration and its value. @param path may name a part, as in `curfew.stopAt` */
export function configFault(path: string, value: string | undefined, stack: string | undefined): string | undefined {
  const [, key = path, part] = /^(\w+)(?:\.(\w+)|\[\d+\])?/.exec(path) ?? [];
  const spec: ConfigKey | undefined = (configKeys as Record<string, ConfigKey>)[key];
  if (spec === undefined) return `there is no key ${key}`;
  if (part !== undefined && !(part in (spec.members ?? {}))) return `${key} has no member ${part}`;
  // A file that the reader makes is not there yet.
  if (value === undefined || value.includes("PLACEHOLDER") || path !== key || key === "studentsFile") return undefined;
  const target = stack === localStack || spec.only === "local" ? "local" : "azure";
  try {
    readConfig({ "guide:target": target, [`guide:${key}`]: asJson(value) }, "guide", stack ?? "dev");
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // What only contradicts another key may be right together with it.
    const own = error.faults.find((fault) => fault.key === key);
    return own && `${key} is ${value}: ${own.problem ?? own.allowed}`;
  }
}

/** A list as it is typed, `[kim, lee]`, is YAML; Pulumi hands it over as JSON. */
function asJson(value: string): string {
  return /^[[{]/.test(value) ? JSON.stringify(parse(value)) : value;
}
