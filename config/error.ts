import { UserError } from "../lib/userError";
import type { Fix, FixCommand } from "./fix";

/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** Configuration key without the project's namespace; for an object's member its path, such as `curfew.stopAt`. */
  readonly key: string;
  /** The value as it was given, or `undefined` if it is missing. */
  readonly value: string | undefined;
  /** What is wrong with it, where that says more than `allowed`. */
  readonly problem?: string;
  /** What the key accepts. */
  readonly allowed: string;
  readonly fix: Fix;
}

/** All that is wrong with a configuration, in one error. */
export class ConfigError extends UserError {
  constructor(
    readonly faults: readonly ConfigFault[],
    commandFor: FixCommand,
  ) {
    super(
      [
        `The configuration has ${faults.length === 1 ? "1 fault" : `${faults.length} faults`}. Nothing was made.`,
        ...faults.map((fault) => faultText(fault, commandFor)),
      ].join("\n\n"),
    );
    this.name = "ConfigError";
  }
}

function faultText(fault: ConfigFault, commandFor: FixCommand): string {
  const problem = fault.problem ? `: ${fault.problem}` : "";
  const [first = "", ...others] = mend(fault.fix, commandFor).split("\n");
  return [
    `  ${fault.key} is ${fault.value === undefined ? "missing" : shown(fault.value)}${problem}`,
    `    allowed: ${fault.allowed}`,
    `    to fix: ${first}`,
    ...others.map((command) => `            ${command}`),
  ]
    .map(escapeControls)
    .join("\n");
}

function mend(fix: Fix, commandFor: FixCommand): string {
  const isInFile = fix.action === "set" && fix.inFile === true;
  return isInFile ? `correct ${fix.value as string}, then run the same command again` : commandFor(fix);
}

/** Long values, such as keys, are cut: their start shows which one it is. */
function shown(value: string): string {
  const quoted = JSON.stringify(value);
  return quoted.length <= 60 ? quoted : `${quoted.slice(0, 56)}…"`;
}

/** Keys and values come from anywhere: signs that a terminal would obey, write backwards or not show are spelled out. */
export function escapeControls(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, "0")}`);
}
