import type { LabConfig } from "../../config";
import type { Arm } from "../azure/arm";
import type { StateResource } from "../commands/local/state/deployment";
import type { Context } from "../context";
import type { Rehearsal } from "../rehearse";

/** What a check found: one thing, with the command that mends it where one does. */
export interface Finding {
  readonly status: "ok" | "warning" | "fails";
  readonly text: string;
  readonly fix?: string;
}

/** The lab that is asked about, as its configuration is. */
export interface Subject {
  readonly context: Context;
  readonly stack: string;
  readonly config: LabConfig;
  readonly rehearsal: Rehearsal;
  /** Azure, connected once for all checks. @throws CannotTell if nobody is signed in */
  readonly arm: () => Promise<Arm>;
  /** `undefined` if the Pulumi CLI cannot be run, after it has said why. */
  readonly pulumiVersion: () => Promise<string | undefined>;
  /** What Pulumi's state of the stack has; `undefined` if there is no such stack. @throws UserError if Pulumi cannot be asked */
  readonly state: () => Promise<readonly StateResource[] | undefined>;
}

/** A check is a value. What it cannot know it throws as CannotTell: that is a warning, never a failure. */
export interface Check {
  /** A word or two, for its line. */
  readonly id: string;
  /** Where it has any meaning. @default both */
  readonly target?: "azure" | "local";
  /** Ids of checks without which it has none; they stand before it. @default none */
  readonly needs?: readonly string[];
  run(subject: Subject): Promise<readonly Finding[]>;
  /** What `--fix` does before the check runs. @default nothing */
  fix?(subject: Subject): Promise<void>;
}

export function ok(text: string): Finding {
  return { status: "ok", text };
}

export function warning(text: string, fix?: string): Finding {
  return { status: "warning", text, ...(fix !== undefined && { fix }) };
}

export function fails(text: string, fix?: string): Finding {
  return { status: "fails", text, ...(fix !== undefined && { fix }) };
}
