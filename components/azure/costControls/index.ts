import type * as pulumi from "@pulumi/pulumi";
import { Budget, type BudgetSettings } from "./budget";
import { Curfew, type CurfewArgs, type CurfewSettings } from "./curfew";

export interface CostControlsArgs extends CurfewArgs {
  settings: CurfewSettings & { budget: BudgetSettings | undefined };
}

/** Curfew, deletion at the end, and budget, as far as the stack asks for them. */
export function createCostControls(args: CostControlsArgs, opts: pulumi.ComponentResourceOptions): void {
  const { curfew, deleteAtEnd, budget } = args.settings;
  if (curfew !== undefined || deleteAtEnd) new Curfew("curfew", args, opts);
  if (budget !== undefined) new Budget("budget", { ...args, settings: budget }, opts);
}
