import { readFileSync } from "node:fs";
import { join } from "node:path";
import { goJson, isMapping, parseJson } from "../lib/json";
import { type GoYaml, parseGoYaml } from "../lib/goYaml";
import { UserError } from "../lib/userError";
import { ConfigError, type ConfigFault, readConfig } from "./index";
import { fixCommands, stackFileEdits, stackFileName } from "./fixCommands";
import { projectFolder } from "./projectFolder";
import { type DeclaredKey, typeFaults } from "./pulumiTypes";
import { layoutFaults } from "./stackLayout";

export interface StackConfig {
  readonly project: string;
  /** `namespace:key` to value, as Pulumi hands it to a program: text as it is, all else as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** What Pulumi does with the stack file that the rehearsal cannot do; sentences for people. */
  readonly notes: readonly string[];
}

/**
 * Reads what Pulumi would hand to the program for a stack: its own file on top of the defaults in Pulumi.yaml.
 *
 * @param overrides `key=value` each, on top of the file; a value that is JSON text (`"a"`) is unpacked
 * @throws UserError if there is no such stack file, or Pulumi would refuse one of the files, or does not read all of it
 */
export function readStackConfig(stack: string, overrides: readonly string[], folder = projectFolder): StackConfig {
  const files = readFiles(stack, overrides, folder);
  const { project, values } = files;
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith(`${project}:`) && hasSecret(value)) throw encrypted(stack, name);
  }
  const text = handedOver(values);
  const faults = [...layoutFaults(files.stackFile, stack, project), ...typeFaults(files.own, files.declared, stack)];
  if (faults.length > 0) throw withConfigFaults(faults, text, project, stack, overrides);
  return { project, values: text, notes: notesOf(files.stackFile, stack) };
}

/** The same, as the files have it, whether Pulumi would refuse it or not: a value may be of any type, and encrypted. */
export function readStackFiles(stack: string, overrides: readonly string[] = [], folder = projectFolder) {
  const { project, values } = readFiles(stack, overrides, folder);
  return { project, values };
}

/** Values as Pulumi hands them to a program: what is not text as JSON. */
export function handedOver(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (isMapping(value) && isSecret(value)) return value["secure"] as string;
  return value === null ? "" : goJson(value);
}

function readFiles(stack: string, overrides: readonly string[], folder: string) {
  const projectFile = mapping(readYaml(folder, "Pulumi.yaml").value, "Pulumi.yaml");
  const stackFile = readYaml(folder, stackFileName(stack));
  const top = mapping(stackFile.value, stackFileName(stack));
  const project = String(projectFile["name"]);
  const declared = Object.fromEntries(
    Object.entries(mapping(projectFile["config"], "Pulumi.yaml, config")).map(([key, spec]) => [
      fullName(key, project, "Pulumi.yaml"),
      mapping(spec, `Pulumi.yaml, config, ${key}`) as DeclaredKey,
    ]),
  );
  const defaults = Object.entries(declared).map(([name, spec]): [string, unknown] => [
    name,
    spec.default ?? spec.value,
  ]);
  const given = overrides
    .map(readOverride)
    .map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]);
  const overridden = given.map(([name]) => name);
  const written = ownValues(top["config"], stack, project);
  const values = [...defaults, ...Object.entries(written), ...given].filter(([, value]) => value !== undefined);
  return {
    project,
    declared,
    stackFile,
    /** What the stack file has and no override replaces. */
    own: Object.fromEntries(Object.entries(written).filter(([name]) => !overridden.includes(name))),
    values: Object.fromEntries(values) as Record<string, unknown>,
  };
}

function ownValues(config: unknown, stack: string, project: string): Record<string, unknown> {
  const file = stackFileName(stack);
  const entries = Object.entries(mapping(config, `${file}, config`));
  const names = entries.map(([key]) => fullName(key, project, file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const keys = entries.map(([key]) => key).filter((_, index) => names[index] === twice);
    throw new UserError(`${file} has ${keys.join(" and ")}, which are the same key: remove one of them.`);
  }
  return Object.fromEntries(entries.map(([, value], index) => [names[index]!, value]));
}

/** `lab:text` for `text`, and for `lab:config:text`, which is how Pulumi once wrote it. */
function fullName(key: string, project: string, file: string): string {
  const parts = key.split(":");
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  if (parts.length === 3 && parts[1] === "config") return `${parts[0]}:${parts[2]}`;
  throw new UserError(
    `${file}, config: Pulumi cannot read the key ${JSON.stringify(key)}. It has the form key or namespace:key.`,
  );
}

/** Whether a value, or a part of it, is encrypted. */
function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  return isMapping(value) && (isSecret(value) || Object.values(value).some(hasSecret));
}

function isSecret(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

function encrypted(stack: string, name: string): UserError {
  const key = name.slice(name.indexOf(":") + 1);
  return new UserError(
    `${stackFileName(stack)} keeps ${name} encrypted, which only Pulumi can read. Nothing that the lab reads is a secret. ` +
      `Keep it in plain text (\`config set ${key} <value>\`), or give it to a rehearsal: --config ${key}=<value>.`,
  );
}

/** The faults of the file, and besides what else is wrong with the configuration: all at once. */
function withConfigFaults(
  faults: readonly ConfigFault[],
  values: Readonly<Record<string, string>>,
  project: string,
  stack: string,
  overrides: readonly string[],
): ConfigError {
  const known = faults.map(({ fix }) => fix.key);
  const others = configFaults(values, project, stack).filter(({ fix }) => !known.includes(fix.key));
  const commands = fixCommands(
    others.map(({ fix }) => fix),
    project,
    stack,
    overrides,
  );
  const edits = stackFileEdits(stack);
  const fileFixes = faults.map(({ fix }) => fix);
  return new ConfigError([...faults, ...others], (fix) => (fileFixes.includes(fix) ? edits(fix) : commands(fix)));
}

function configFaults(values: Readonly<Record<string, string>>, project: string, stack: string) {
  try {
    readConfig(values, project, stack);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

function notesOf({ value }: GoYaml, stack: string): string[] {
  const environment = isMapping(value) ? value["environment"] : undefined;
  if (environment === undefined || environment === null) return [];
  return [
    `${stackFileName(stack)} names an environment of Pulumi ESC. Only Pulumi can read it: its values are not in this rehearsal.`,
  ];
}

function readYaml(folder: string, file: string): GoYaml {
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
    return parseGoYaml(text);
  } catch (error) {
    throw new UserError(`Pulumi cannot read ${file}: ${(error as Error).message.trim()}`);
  }
}

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (isMapping(value)) return value;
  throw new UserError(`${where}: this must be a mapping of keys to values.`);
}

function readOverride(override: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(override) ?? [];
  if (key === undefined || value === undefined) {
    throw new UserError(`--config ${override}: it has the form key=value, such as --config nodeCount=3.`);
  }
  const unpacked = parseJson(value);
  return [key, typeof unpacked === "string" ? unpacked : value];
}

export { projectFolder } from "./projectFolder";
