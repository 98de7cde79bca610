import type { ShellWord } from "../lib/shell";
import type { PulumiType } from "./kinds";

/** The change that fixes a fault. The keys of a member's fix are the member's name. */
export type Fix = SetFix | UnsetFix | RenameFix | SetItemFix | SetListFix | SetObjectFix;

/** Gives a key a value. */
export interface SetFix {
  readonly action: "set";
  readonly key: string;
  /** As typed in a shell. */
  readonly value: ShellWord;
  /** Type of the key. @default "string" */
  readonly type?: PulumiType;
  /** The value stays: what is wrong is in the file that it names. */
  readonly inFile?: true;
}

/** Removes a key. */
export interface UnsetFix {
  readonly action: "unset";
  readonly key: string;
  /** Whether it stands beside `config:` in the stack file, where only an editor reaches it. */
  readonly outside?: true;
}

/** Moves a value from a key that does not exist to the one that was probably meant. */
export interface RenameFix {
  readonly action: "rename";
  readonly key: string;
  readonly to: string;
  /** The value as Pulumi hands it over. */
  readonly value: string;
  /** Type of the key that was meant. */
  readonly type: PulumiType;
  /** Whether the key stands beside `config:` in the stack file, where only an editor reaches it. */
  readonly outside?: true;
}

/** Makes a key a list of one item. */
export interface SetItemFix {
  readonly action: "setItem";
  readonly key: string;
  readonly value: ShellWord;
  readonly type: "string" | "integer";
}

/** Makes a key a list of several items. */
export interface SetListFix {
  readonly action: "setList";
  readonly key: string;
  readonly list: readonly (string | number)[];
  readonly type: "string" | "integer";
  /** Indexes of the items that are changed. @default what the key has is no such list, and is removed first */
  readonly changed?: readonly number[];
}

/** Changes members of a key that is an object. */
export interface SetObjectFix {
  readonly action: "setObject";
  readonly key: string;
  /** The object with all its members fixed, those of other faults too. */
  readonly value: Readonly<Record<string, unknown>>;
  /** The changes of members that fix this fault. */
  readonly members: readonly (SetFix | UnsetFix | RenameFix | SetItemFix | SetListFix)[];
  /** Whether what the key has is not an object, and has to be removed first. */
  readonly replace?: true;
}

/** Writes what carries a fix out: a command, several with one a line, or what to do in an editor. */
export type FixCommand = (fix: Fix) => string;
