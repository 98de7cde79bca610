import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { type Check, type Finding, fails, ok, warning } from "../check";
import { allowanceOf } from "../permissions";

const shape = z.looseObject({
  actions: z.array(z.string()),
  notActions: z.array(z.string()),
  condition: z.string().nullish(),
});

/** What making the lab takes, with why. */
const always = [
  ["Microsoft.Resources/subscriptions/resourceGroups/write", "make the resource group"],
  ["Microsoft.Authorization/roleAssignments/write", "give nodes and host the right to pull"],
] as const;
const forCurfew = ["Microsoft.Authorization/roleDefinitions/write", "make the curfew's roles"] as const;
const forBudget = ["Microsoft.Consumption/budgets/write", "make the budget"] as const;

/** By effective permissions, never by a role's name: Azure adds up what each role of a person and of their groups allows. */
export const rights: Check = {
  id: "rights",
  target: "azure",
  needs: ["sign-in"],
  async run({ config, arm: connect }) {
    const arm = await connect();
    const path = `${arm.scope}/providers/Microsoft.Authorization/permissions`;
    const permissions = await arm.list({ path, apiVersion: apiVersions.permissions, shape });
    const needed = [
      ...always,
      ...(config.curfew !== undefined || config.deleteAtEnd ? [forCurfew] : []),
      ...(config.budget === undefined ? [] : [forBudget]),
    ];
    return needed.map(([action, why]): Finding => {
      switch (allowanceOf(action, permissions)) {
        case "yes":
          return ok(`you may ${why}`);
        case "conditional":
          return warning(`you may ${why} only under a condition (${action}), which may exclude what the lab needs`);
        case "no":
          return fails(
            `you may not ${why} (${action}). A role that you are only eligible for, or that a group gives you, may be missing here`,
            "activate the role in the portal (Privileged Identity Management), or ask an owner for Owner, or Contributor with User Access Administrator",
          );
      }
    });
  },
};
