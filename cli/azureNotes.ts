import type { Fix, LabConfig } from "../config";
import { offersWithoutBudgets } from "../facts/azure/budgets";

type Keys = "target" | "budget" | "curfew";

/**
 * What Azure may refuse, or what is lost, with a configuration that it accepts in general: sentences for people.
 *
 * @param commandFor the command that carries a fix out
 */
export function azureNotes(
  { target, budget, curfew }: Pick<LabConfig, Keys>,
  commandFor: (fix: Fix) => string,
): string[] {
  if (target !== "azure") return [];
  return [
    ...(budget === undefined ? [] : [budgetNote(commandFor({ action: "unset", key: "budget" }))]),
    ...(curfew === undefined
      ? []
      : [
          `At ${curfew.stopAt} the nodes go. Pods that no Deployment or the like makes again are lost then, and so is what containers ` +
            "keep in emptyDir volumes or in their own files. Volumes of claims stay.",
        ]),
  ];
}

function budgetNote(without: string): string {
  return (
    `Azure refuses budgets in subscriptions of ${offersWithoutBudgets}, and may take two days to accept one in a new subscription. ` +
    `\`pulumi up\` then fails at the budget. To do without it: ${without}`
  );
}
