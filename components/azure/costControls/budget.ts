import * as consumption from "@pulumi/azure-native/consumption";
import * as pulumi from "@pulumi/pulumi";
import type { AzureCluster } from "../cluster";
import type { LabGroup } from "../labGroup";
import { subscription } from "../roles";

/** What the stack's configuration says of the budget; each is described there. */
export interface BudgetSettings {
  amount: number;
  emails: readonly string[];
  startDate: string;
}

export interface BudgetArgs extends LabGroup {
  cluster: AzureCluster;
  settings: BudgetSettings;
}

/**
 * Sends mail about the lab's monthly cost: at half of the amount, at 90 percent, and when Azure expects the month to end
 * above it. It stops nothing, Azure counts up to a day late, and it costs nothing.
 *
 * It is the subscription's budget with a filter, not the resource group's: the nodes, which are most of the cost, are in a
 * resource group that AKS creates.
 */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, { resourceGroup, cluster, settings }: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:azure:Budget", name, {}, opts);

    new consumption.Budget(
      name,
      {
        scope: subscription(this),
        category: consumption.CategoryType.Cost,
        amount: settings.amount,
        timeGrain: consumption.TimeGrainType.Monthly,
        timePeriod: { startDate: `${settings.startDate}T00:00:00Z` },
        filter: {
          dimensions: {
            name: "ResourceGroupName",
            operator: consumption.BudgetOperatorType.In,
            values: [resourceGroup.name, cluster.nodeResourceGroup],
          },
        },
        notifications: notifications([...settings.emails]),
      },
      // "Start date of budgets cannot be updated", says Azure.
      { parent: this, replaceOnChanges: ["timePeriod.startDate"] },
    );
    this.registerOutputs();
  }
}

function notifications(contactEmails: string[]) {
  const above = (threshold: number, thresholdType: consumption.ThresholdType) => ({
    enabled: true,
    operator: consumption.OperatorType.GreaterThan,
    threshold,
    thresholdType,
    contactEmails,
  });
  return {
    half: above(50, consumption.ThresholdType.Actual),
    almost: above(90, consumption.ThresholdType.Actual),
    expected: above(100, consumption.ThresholdType.Forecasted),
  };
}
