import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiCli } from "../../../pulumi/cli";
import { outputOf } from "../../../pulumi/output";
import { stateFolder } from "./localState";

/** A resource in Pulumi's state, as far as it counts here. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Pulumi has deleted it to make another in its place, and that one is not there yet. */
  readonly pendingReplacement?: boolean;
}

/** What `pulumi stack export` prints. */
export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    /** What a run had begun when it was killed. */
    readonly pending_operations?: readonly { readonly resource: StateResource; readonly type: string }[];
  };
}

export const noDeployment: Deployment = { version: 3, deployment: {} };

/** @param stack by its name @default the one that the environment names */
export async function readDeployment(pulumi: PulumiCli, stack?: string): Promise<Deployment> {
  const named = stack === undefined ? [] : ["--stack", stack];
  const exported = JSON.parse(await outputOf(pulumi, ["stack", "export", ...named])) as Exported;
  return { ...exported, deployment: exported.deployment ?? {} };
}

/** Pulumi says null for a stack with which nothing was ever done. */
type Exported = Omit<Deployment, "deployment"> & { readonly deployment: Deployment["deployment"] | null };

/** Resources that exist, as far as Pulumi knows. */
export function resourcesOf({ deployment: { resources = [] } }: Deployment): readonly StateResource[] {
  return resources.filter(({ pendingReplacement }) => pendingReplacement !== true);
}

/** Resources of which Pulumi does not know whether they were made. */
export function pendingOf({ deployment: { pending_operations: operations = [] } }: Deployment): StateResource[] {
  return operations.map(({ resource }) => resource);
}

/**
 * Has Pulumi forget what a killed run had begun. What was being changed or deleted is still in the state, and is looked at
 * again; what was being made must be removed by then.
 *
 * @param folder of the project
 */
export async function forgetPending(pulumi: PulumiCli, folder: string, exported: Deployment): Promise<void> {
  const { pending_operations: _pending, ...deployment } = exported.deployment;
  const file = join(folder, stateFolder, "repaired.json");
  // Pulumi's secrets are encrypted in it.
  writeFileSync(file, JSON.stringify({ ...exported, deployment }), { mode: 0o600 });
  try {
    await outputOf(pulumi, ["stack", "import", "--file", file]);
  } finally {
    rmSync(file, { force: true });
  }
}
