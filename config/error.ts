import { RunError } from "@pulumi/pulumi/errors";

/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** Configuration key without its namespace. */
  readonly key: string;
  /** The value as it was given. */
  readonly value: string;
  /** What is wrong with it, where that says more than `allowed`. */
  readonly problem?: string;
  /** What the key takes. */
  readonly allowed: string;
  readonly mend: Mend;
}

/** The change that mends a fault. */
export interface Mend {
  readonly key: string;
  /** What to set, as typed in a shell; `undefined` to remove the key. */
  readonly value: string | undefined;
  /** With a key to remove: what was probably meant. */
  readonly instead?: { readonly key: string; readonly value: string };
  /** Set if the value is an item, and the only one, of a list: what it is. */
  readonly item?: "string" | "integer" | undefined;
}

/** Writes the command that carries a mend out. */
export type MendCommand = (mend: Mend) => string;

/** All that is wrong with a configuration, in one error. It is a `RunError`, which Pulumi prints without a stack trace. */
export class ConfigError extends RunError {
  constructor(
    readonly faults: readonly ConfigFault[],
    commandFor: MendCommand,
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

/** The stack that `npm run local` brings up, whose state is in a folder of the project. */
export const localStack = "local";

/** Mends by the Pulumi CLI. A list is started anew: where a value is no list, no item of it can be set. */
export function pulumiCommands(stack: string): MendCommand {
  const [config, of] =
    stack === localStack ? ["npm run local:pulumi -- config", ""] : ["npx pulumi config", ` --stack ${stack}`];
  return ({ key, value, item, instead }) => {
    const remove = `${config} rm ${key}${of}`;
    if (instead) return `${remove} && ${config} set ${instead.key} ${instead.value}${of}`;
    if (value === undefined) return remove;
    return item ? `${remove} && ${config} set --path "${key}[0]" ${value}${of}` : `${config} set ${key} ${value}${of}`;
  };
}

function faultText(fault: ConfigFault, commandFor: MendCommand): string {
  const problem = fault.problem ? `: ${fault.problem}` : "";
  return [
    `  ${fault.key} is ${shown(fault.value)}${problem}`,
    `    allowed: ${fault.allowed}`,
    `    to mend: ${commandFor(fault.mend)}`,
  ]
    .map(harmless)
    .join("\n");
}

/** Long values, such as keys, are cut: their start tells which one it is. */
function shown(value: string): string {
  const quoted = JSON.stringify(value);
  return quoted.length <= 60 ? quoted : `${quoted.slice(0, 56)}…"`;
}

/** Keys and values come from anywhere: what a terminal would act upon, or write backwards, is spelled out instead. */
function harmless(line: string): string {
  return line.replace(
    /[\p{Cc}\p{Bidi_Control}]/gu,
    (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}
