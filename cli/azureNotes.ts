import type { Fix, LabConfig } from "../config";
import { offersWithoutBudgets } from "../facts/azure/budgets";

type Keys = "target" | "nodeCount" | "budget" | "curfew" | "nodeUpgrades";

/**
 * What Azure may refuse, or what is lost, with a configuration that it accepts in general: sentences for people.
 *
 * @param commandFor the command that carries a fix out
 */
export function azureNotes(
  { target, nodeCount, budget, curfew, nodeUpgrades }: Pick<LabConfig, Keys>,
  commandFor: (fix: Fix) => string,
): string[] {
  if (target !== "azure") return [];
  return [
    ...(nodeCount === 1 ? ["Microsoft supports a cluster of two nodes or more. One is reported to work."] : []),
    ...(budget === undefined ? [] : [budgetNote(commandFor({ action: "unset", key: "budget" }))]),
    ...(curfew === undefined
      ? []
      : [
          `At ${curfew.stopAt} the nodes go. Pods that no Deployment or the like makes again are lost then, and so is what containers ` +
            "keep in emptyDir volumes or in their own files. Volumes of claims stay.",
        ]),
    ...(curfew === undefined || nodeUpgrades === undefined
      ? []
      : [
          `A cluster that the curfew has stopped is not upgraded: the four hours from ${nodeUpgrades.startAt} on ${nodeUpgrades.day} must lie ` +
            "where it runs.",
        ]),
  ];
}

/** Lines of their own, for copying. */
function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

function budgetNote(without: string): string {
  return (
    `Azure refuses budgets in subscriptions of ${offersWithoutBudgets}, and may take two days to accept one in a new subscription. ` +
    `Bringing the lab up then fails at the budget. To do without it:\n${indented(without)}`
  );
}
