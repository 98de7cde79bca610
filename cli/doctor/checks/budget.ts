import { z } from "zod";
import { pulumiCommand } from "../../../config/commands";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { offersWithoutBudgets, quotasWithoutBudgets } from "../../../facts/azure/budgets";
import { type Check, fails, ok } from "../check";

const shape = z.looseObject({ subscriptionPolicies: z.looseObject({ quotaId: z.string() }) });

export const budget: Check = {
  id: "budget",
  target: "azure",
  needs: ["sign-in"],
  async run({ config, stack, arm: connect }) {
    if (config.budget === undefined) return [ok("none is set")];
    const arm = await connect();
    const { subscriptionPolicies } = await arm.get({ path: arm.scope, apiVersion: apiVersions.subscriptions, shape });
    const { quotaId } = subscriptionPolicies;
    if (!quotasWithoutBudgets.some((one) => one.test(quotaId)))
      return [ok(`the subscription's offer (${quotaId}) takes budgets`)];
    return [
      fails(
        `Azure refuses budgets on ${offersWithoutBudgets}, and this subscription is one of these (${quotaId})`,
        pulumiCommand(stack, ["config", "rm", "budget"]),
      ),
    ];
  },
};
