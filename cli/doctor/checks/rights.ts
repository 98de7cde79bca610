import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import type { Arm } from "../../azure/arm";
import { CannotTell } from "../../cannotTell";
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

const activate = "activate the role in the portal: Privileged Identity Management, My roles";

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
    const [eligible, isConditional] = await Promise.all([eligibleRoles(arm), hasConditions(arm)]);
    return needed.map(([action, why]): Finding => {
      switch (allowanceOf(action, permissions)) {
        case "yes":
          if (!isConditional) return ok(`you may ${why}`);
          return warning(`you may ${why}; some role is yours under a condition, which may exclude what the lab needs`);
        case "conditional":
          return warning(`you may ${why} only under a condition (${action}), which may exclude what the lab needs`);
        case "no":
          if (eligible.length > 0)
            return warning(
              `you may not ${why} (${action}) until you activate a role: ${eligible.join(", ")}`,
              activate,
            );
          return fails(
            `you may not ${why} (${action}); a role that came by a group less than a few minutes ago may be missing here`,
            "ask an owner for the role Owner, or Contributor with User Access Administrator",
          );
      }
    });
  },
};

const eligibilityShape = z.looseObject({
  properties: z.looseObject({
    expandedProperties: z.looseObject({ roleDefinition: z.looseObject({ displayName: z.string() }) }),
  }),
});

/** Names of roles that the one who asks could activate. A directory without that licence has none, and refuses the question. */
async function eligibleRoles(arm: Arm): Promise<string[]> {
  const path = `${arm.scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances`;
  const query = { $filter: "asTarget()" };
  const all = await unlessRefused(
    arm.list({ path, apiVersion: apiVersions.eligibilities, query, shape: eligibilityShape }),
  );
  return all.map(({ properties }) => properties.expandedProperties.roleDefinition.displayName);
}

const assignmentShape = z.looseObject({ properties: z.looseObject({ condition: z.string().nullish() }) });

/** Whether an assignment to the one who asks has a condition: effective permissions do not say so. */
async function hasConditions(arm: Arm): Promise<boolean> {
  const objectId = await arm.objectId();
  if (objectId === undefined) return false;
  const path = `${arm.scope}/providers/Microsoft.Authorization/roleAssignments`;
  const query = { $filter: `assignedTo('${objectId}')` };
  const all = await unlessRefused(
    arm.list({ path, apiVersion: apiVersions.roleAssignments, query, shape: assignmentShape }),
  );
  return all.some(({ properties: { condition } }) => (condition ?? "") !== "");
}

/** What only adds to an answer does not keep it from being given. */
async function unlessRefused<T>(list: Promise<T[]>): Promise<T[]> {
  return list.catch((error: unknown) => {
    if (error instanceof CannotTell) return [];
    throw error;
  });
}
