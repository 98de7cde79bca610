import type { GoYaml } from "../lib/goYaml";
import { goJson, isMapping } from "../lib/json";
import { UserError } from "../lib/userError";
import { escapeControls } from "./error";
import { pulumiCommand, rehearseCommand } from "./commands";
import { rehearsalFixes } from "./rehearsalFixes";
import { ConfigError, type ConfigFault, readConfig } from "./index";
import { projectFolder } from "./projectFolder";
import { typeFaults } from "./pulumiTypes";
import { stackFileEdits, stackFileName } from "./stackFileEdits";
import { type StackFiles, readStackFiles } from "./stackFiles";
import { layoutFaults } from "./stackLayout";

export interface StackConfig {
  readonly project: string;
  /** `namespace:key` to value, as Pulumi hands it to a program: text as it is, all else as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys in the stack's file, as they are written there. */
  readonly writtenKeys: readonly string[];
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
  const files = readStackFiles(stack, overrides, folder);
  const { project, values } = files;
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith(`${project}:`) && hasSecret(value)) throw encrypted(stack, name);
  }
  const text = handedOver(values);
  const faults = [...layoutFaults(files.stackFile, stack, project), ...typeFaults(files.own, files.declared, stack)];
  if (faults.length > 0) throw withConfigFaults(faults, text, files, stack, overrides);
  return { project, values: text, writtenKeys: files.writtenKeys, notes: notesOf(files.stackFile, stack) };
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
    escapeControls(
      `${stackFileName(stack)} keeps ${name} encrypted, which only Pulumi can read. Nothing that the lab reads is a secret. ` +
        `Keep it in plain text (\`${pulumiCommand(stack, ["config", "set", key])} <value>\`), or give it to a rehearsal ` +
        `(\`${rehearseCommand(["--config", `${key}=`])}<value>\`).`,
    ),
  );
}

/** The faults of the file, and besides what else is wrong with the configuration: all at once. */
function withConfigFaults(
  faults: readonly ConfigFault[],
  values: Readonly<Record<string, string>>,
  { project, writtenKeys }: Pick<StackFiles, "project" | "writtenKeys">,
  stack: string,
  overrides: readonly string[],
): ConfigError {
  const known = faults.map(({ fix }) => fix.key);
  const others = configFaults(values, project, stack).filter(({ fix }) => !known.includes(fix.key));
  const commands = rehearsalFixes(
    others.map(({ fix }) => fix),
    { project, stack, overrides, writtenKeys },
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

export { projectFolder } from "./projectFolder";
export { readStackFiles } from "./stackFiles";
