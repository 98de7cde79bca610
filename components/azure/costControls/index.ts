import type * as pulumi from "@pulumi/pulumi";
import type { AzureCluster } from "../cluster";
import type { DockerHost } from "../dockerHost";
import type { LabGroup } from "../labGroup";
import { Budget, type BudgetSettings } from "./budget";
import { Curfew, type CurfewSettings } from "./curfew";

export interface CostControlsArgs extends LabGroup {
  cluster: AzureCluster;
  host: DockerHost | undefined;
  settings: CurfewSettings & { budget: BudgetSettings | undefined };
}

/** Curfew, deletion at the end, and budget, as far as the stack asks for them. */
export function createCostControls(args: CostControlsArgs, opts: pulumi.ComponentResourceOptions): void {
  const { curfew, deleteAtEnd, budget } = args.settings;
  if (curfew !== undefined || deleteAtEnd) new Curfew("curfew", args, opts);
  if (budget !== undefined) new Budget("budget", { ...args, settings: budget }, opts);
}
