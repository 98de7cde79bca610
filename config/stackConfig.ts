import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { UserError } from "../lib/userError";

/** The project's folder: where Pulumi.yaml is. */
export const projectFolder = join(__dirname, "..");

export interface StackConfig {
  readonly project: string;
  /** `namespace:key` to value, as Pulumi hands it to a program: text as it is, all else as JSON. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads what Pulumi would hand to the program for a stack: its own file on top of the defaults in Pulumi.yaml.
 *
 * @param overrides `key=value` each, on top of the file; a value that is JSON text (`"a"`) is unpacked.
 * @throws UserError if there is no such stack file, or one of the files is not as Pulumi wants it
 */
export function readStackConfig(stack: string, overrides: readonly string[], folder = projectFolder): StackConfig {
  const { project, values } = readStackFiles(stack, overrides, folder);
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith(`${project}:`) && isEncrypted(value)) throw encrypted(stack, key);
  }
  return {
    project,
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asPulumiHandsOver(value)])),
  };
}

/** The same, as the files have it: a value may be of any type, and encrypted. */
export function readStackFiles(stack: string, overrides: readonly string[] = [], folder = projectFolder) {
  const project = readYaml(folder, "Pulumi.yaml");
  const name = String(project["name"]);
  const declared = mapping(project["config"], "Pulumi.yaml, config");
  const own = mapping(readYaml(folder, `Pulumi.${stack}.yaml`)["config"], `Pulumi.${stack}.yaml, config`);
  const defaults = Object.entries(declared).map(([key, spec]): [string, unknown] => [
    key,
    mapping(spec, `Pulumi.yaml, config, ${key}`)["default"],
  ]);
  const values = [...defaults, ...Object.entries(own), ...overrides.map(readOverride)]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]);
  return { project: name, values: Object.fromEntries(values) as Record<string, unknown> };
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}

function encrypted(stack: string, key: string): UserError {
  const name = key.split(":")[1];
  return new UserError(
    `Pulumi.${stack}.yaml keeps ${key} encrypted, which only Pulumi can read. Nothing that the lab is told is a secret. ` +
      `Keep it in plain (\`config set ${name} <value>\`), or give it to a rehearsal: --config ${name}=<value>.`,
  );
}

function readYaml(folder: string, file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(join(folder, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new UserError(
      `There is no ${file} in ${folder}. Name a stack that has its file, or make one: an empty file will do.`,
    );
  }
  try {
    return mapping(parse(text), file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} is no YAML: ${(error as Error).message}`);
  }
}

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UserError(`${where}: a mapping of keys to values belongs there.`);
}

function readOverride(override: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(override) ?? [];
  if (key !== undefined && value !== undefined) return [key, isJsonText(value) ? (JSON.parse(value) as string) : value];
  throw new UserError(`--config ${override}: it has the form key=value, such as --config nodeCount=3.`);
}

function isJsonText(value: string): boolean {
  try {
    return typeof JSON.parse(value) === "string";
  } catch {
    return false;
  }
}

function asPulumiHandsOver(value: unknown): string {
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}
