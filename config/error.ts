import { UserError } from "../lib/userError";
import { localStack } from "./stacks";

/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** Configuration key without its namespace; of an object's member its path, such as `curfew.stopAt`. */
  readonly key: string;
  /** The value as it was given, or `undefined` if it is missing. */
  readonly value: string | undefined;
  /** What is wrong with it, where that says more than `allowed`. */
  readonly problem?: string;
  /** What the key takes. */
  readonly allowed: string;
  readonly fix: Fix;
}

/** The change that fixes a fault. */
export interface Fix {
  readonly key: string;
  /** What to set, as typed in a shell; `undefined` to remove the key. */
  readonly value: string | undefined;
  /** With a key to remove: what was probably meant. */
  readonly rename?: { readonly key: string; readonly value: string };
  /** Set if the value is an item, and the only one, of a list: what it is. */
  readonly item?: "string" | "integer" | undefined;
  /** Set if `key` is the path of an object's member: the key, and the object with all its members fixed, as JSON. */
  readonly object?: { readonly key: string; readonly value: string };
  /** Set if an object is to be set anew: a fix for each of its members. */
  readonly members?: readonly Fix[];
}

/** Writes the command that carries a fix out. */
export type FixCommand = (fix: Fix) => string;

/** All that is wrong with a configuration, in one error. */
export class ConfigError extends UserError {
  constructor(
    readonly faults: readonly ConfigFault[],
    commandFor: FixCommand,
  ) {
    super(
      [
        `The configuration has ${faults.length === 1 ? "1 fault" : `${faults.length} faults`}. Nothing was registered.`,
        ...faults.map((fault) => faultText(fault, commandFor)),
      ].join("\n\n"),
    );
    this.name = "ConfigError";
  }
}

/** Mends by the Pulumi CLI. A list or object is started anew: where a value is none, no item of it can be set. */
export function pulumiCommands(stack: string): FixCommand {
  const [pulumi, of] = stack === localStack ? ["npm run local:pulumi --", ""] : ["npx pulumi", ` --stack ${stack}`];
  const command = (verb: "rm" | "set", path: string, argument: string) =>
    `${pulumi} config ${verb} ${path}${argument}${of}`;
  const set = ({ key, value, item, object }: Fix) => {
    const path = item ? `${key}[0]` : key;
    return command("set", item || object ? `--path "${path}"` : key, ` ${value}`);
  };
  return (fix) => {
    const { key, value, item, rename, object, members } = fix;
    const remove = command("rm", object ? `--path "${key}"` : key, "");
    if (members) return [remove, ...members.map(set)].join(" && ");
    if (rename) return `${remove} && ${set({ ...fix, ...rename })}`;
    if (value === undefined) return remove;
    return item ? `${remove} && ${set(fix)}` : set(fix);
  };
}

function faultText(fault: ConfigFault, commandFor: FixCommand): string {
  const problem = fault.problem ? `: ${fault.problem}` : "";
  return [
    `  ${fault.key} is ${fault.value === undefined ? "missing" : shown(fault.value)}${problem}`,
    `    allowed: ${fault.allowed}`,
    `    to fix: ${commandFor(fault.fix)}`,
  ]
    .map(escapeControls)
    .join("\n");
}

/** Long values, such as keys, are cut: their start tells which one it is. */
function shown(value: string): string {
  const quoted = JSON.stringify(value);
  return quoted.length <= 60 ? quoted : `${quoted.slice(0, 56)}…"`;
}

/** Keys and values come from anywhere: what a terminal would act upon, write backwards or not show is spelled out. */
function escapeControls(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, "0")}`);
}
