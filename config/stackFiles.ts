import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type GoYaml, parseGoYaml } from "../lib/goYaml";
import { isMapping, parseJson } from "../lib/json";
import { UserError } from "../lib/userError";
import { escapeControls } from "./error";
import { configKeys } from "./keys";
import { projectFolder } from "./projectFolder";
import type { DeclaredKey } from "./pulumiTypes";
import { stackFileName } from "./stackFileEdits";

/** Pulumi.yaml and a stack's own file, with a rehearsal's overrides. */
export interface StackFiles {
  readonly project: string;
  /** `namespace:key` to what Pulumi.yaml declares about it. */
  readonly declared: Readonly<Record<string, DeclaredKey>>;
  readonly stackFile: GoYaml;
  /** Keys of the stack's file, as they are written there. */
  readonly writtenKeys: readonly string[];
  /** `namespace:key` to value: what the stack file has and no override replaces. */
  readonly own: Readonly<Record<string, unknown>>;
  /** `namespace:key` to value, with the defaults and overrides. A value may be of any type, and encrypted. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads the files of a stack as they are, whether Pulumi would accept their values or not.
 *
 * @param overrides `key=value` each, on top of the file; a value that is JSON text (`"a"`) is unpacked, a list or an object may
 *   be YAML
 * @throws UserError if there is no such stack file, or one of the files is not YAML of the form that Pulumi reads
 */
export function readStackFiles(stack: string, overrides: readonly string[] = [], folder = projectFolder): StackFiles {
  const projectFile = mapping(readYaml(folder, "Pulumi.yaml").value, "Pulumi.yaml");
  const stackFile = readYaml(folder, stackFileName(stack));
  const top = mapping(stackFile.value, stackFileName(stack));
  const project = projectName(projectFile["name"]);
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
  const given = overrides.map(readOverride).map(([key, value]): [string, string] => {
    const name = key.includes(":") ? key : `${project}:${key}`;
    return [name, isCollection(name, project) ? collectionText(value) : value];
  });
  const overridden = given.map(([name]) => name);
  const written = ownValues(top["config"], stack, project);
  const values = [...defaults, ...Object.entries(written), ...given].filter(([, value]) => value !== undefined);
  return {
    project,
    declared,
    stackFile,
    writtenKeys: Object.keys(mapping(top["config"], stackFileName(stack))),
    own: Object.fromEntries(Object.entries(written).filter(([name]) => !overridden.includes(name))),
    values: Object.fromEntries(values),
  };
}

/** Pulumi's rule (its `ValidateProjectName`): up to 100 letters, digits, hyphens, underscores and periods. */
function projectName(name: unknown): string {
  if (typeof name === "string" && /^[\w.-]{1,100}$/.test(name)) return name;
  throw new UserError(
    escapeControls(
      `Pulumi.yaml, name: ${JSON.stringify(name)} is none that Pulumi takes. Write up to 100 letters, digits, -, _ and ., such as ` +
        "name: container-lab",
    ),
  );
}

function ownValues(config: unknown, stack: string, project: string): Record<string, unknown> {
  const file = stackFileName(stack);
  const entries = Object.entries(mapping(config, `${file}, config`));
  const names = entries.map(([key]) => fullName(key, project, file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const keys = entries.map(([key]) => key).filter((_, index) => names[index] === twice);
    throw new UserError(
      escapeControls(`${file} has ${keys.join(" and ")}, which are the same key: remove one of them.`),
    );
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

function readYaml(folder: string, file: string): GoYaml {
  let text: string;
  try {
    text = readFileSync(join(folder, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const own = readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
    const named = own.length > 0 ? ` (${own.join(", ")})` : "";
    throw new UserError(
      `There is no ${file} in ${folder}. Name a stack that has its file${named}, or make this one: an empty file will do.`,
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

function isCollection(name: string, project: string): boolean {
  const key = name.slice(project.length + 1);
  if (name !== `${project}:${key}` || !Object.hasOwn(configKeys, key)) return false;
  return ["array", "object"].includes(configKeys[key as keyof typeof configKeys].type);
}

/** JSON of a list or an object that may be written as YAML: `[kim, lee]`. What is neither stays as it is, to be refused. */
function collectionText(value: string): string {
  if (parseJson(value) !== undefined) return value;
  try {
    const parsed: unknown = parse(value);
    return typeof parsed === "object" && parsed !== null ? JSON.stringify(parsed) : value;
  } catch {
    return value;
  }
}
