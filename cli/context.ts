import type { AzureClient } from "./azure/client";
import type { Clock } from "./clock";
import type { AskPrices } from "./costs/retail";
import type { System } from "./docker/advice";
import type { DockerClient } from "./docker/client";
import type { KubeClient } from "./kubernetes/api";
import type { Interrupts } from "./interrupts";
import type { ProcessList } from "./processes";
import type { RunProgram } from "./runProgram";
import type { Ask } from "./prompt";
import type { PulumiCli } from "./pulumi/cli";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything outside its own code that a command may use. A test hands in its own. */
export interface Context {
  /** Folder of the project: where Pulumi.yaml is. */
  readonly folder: string;
  /** Folder that relative paths on the command line start from. */
  readonly workingFolder: string;
  readonly env: Environment;
  readonly system: System;
  readonly output: Output;
  readonly interrupts: Interrupts;
  readonly processes: ProcessList;
  readonly pulumi: PulumiCli;
  readonly docker: DockerClient;
  readonly kubernetes: KubeClient;
  /** Azure's public price list. */
  readonly prices: AskPrices;
  readonly run: RunProgram;
  readonly azure: AzureClient;
  readonly clock: Clock;
  readonly ask: Ask;
}

export interface Output {
  /** Writes text to standard output as it is, without a line break of its own. */
  readonly out: (text: string) => void;
  /** The same to standard error. */
  readonly err: (text: string) => void;
  /** Whether standard output shows colour. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** The form that `--json` prints: one document. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Like most programs: NO_COLOR forbids colour, FORCE_COLOR (unless 0) asks for it, otherwise a terminal gets it.
 *
 * @param isTerminal as a stream's `isTTY`, which for a file or a pipe is not there
 */
export function wantsColour({ NO_COLOR, FORCE_COLOR, TERM }: Environment, isTerminal: boolean | undefined): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return isTerminal === true && TERM !== "dumb";
}
