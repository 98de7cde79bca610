import type { Context } from "./context";

/**
 * How a command ends: 0 done, 1 no or refused, 2 cannot tell (Docker or the Pulumi CLI is not there, or the lab itself has
 * a bug). Only `pulumi` and `local pulumi` end with other codes: those of Pulumi.
 */
export type ExitCode = number;

interface OptionBase {
  /** One letter. @default none */
  readonly short?: string;
  readonly summary: string;
}

interface FlagOption extends OptionBase {
  readonly kind: "flag";
}

interface TextOption extends OptionBase {
  readonly kind: "text";
  /** Stands for the value in the help. */
  readonly placeholder: string;
  /** @default no value */
  readonly default?: string;
  /** @default false */
  readonly required?: true;
}

/** May be given several times. */
interface ListOption extends OptionBase {
  readonly kind: "list";
  readonly placeholder: string;
}

export type OptionSpec = FlagOption | TextOption | ListOption;

/** Options by name, without the dashes. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = Spec extends FlagOption
  ? boolean
  : Spec extends ListOption
    ? readonly string[]
    : Spec extends { readonly default: string } | { readonly required: true }
      ? string
      : string | undefined;

/** The values that `run` gets for some options. */
export type OptionsOf<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> };

/** A command as data. What it needs beyond this module, `run` loads itself: `lab --help` loads no SDK. */
export interface Command<Specs extends OptionSpecs = OptionSpecs> {
  /** One word, or the name of a group and a word: `local up`. */
  readonly name: string;
  /** One sentence for the help, without a full stop. */
  readonly summary: string;
  /** `jsonOption` among them: with `--json`, errors are printed as a document, too. */
  readonly options: Specs;
  /** Takes all words after the command as they are, options included. @default no words */
  readonly rest?: { readonly placeholder: string; readonly summary: string };
  /**
   * @returns the exit code @default 0
   * @throws UserError with its exit code; any other error is a bug and ends with 2
   */
  run(context: Context, options: OptionsOf<Specs>, rest: readonly string[]): Promise<void | ExitCode>;
}

/** Has `run`'s options typed by the command's own. */
export function defineCommand<const Specs extends OptionSpecs>(command: Command<Specs>): Command<Specs> {
  return command;
}

/** A command whose options are of any kind. */
export type AnyCommand = Omit<Command, "run"> & {
  run(context: Context, options: never, rest: readonly string[]): Promise<void | ExitCode>;
};

/** @param document what the document holds: `folder, files` */
export function jsonOption(document: string) {
  return {
    kind: "flag",
    summary: `print one JSON document: ${document}; or { error: { message, exitCode } }`,
  } as const;
}
