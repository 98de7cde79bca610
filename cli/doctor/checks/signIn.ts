import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { CannotTell } from "../../cannotTell";
import { ArmRefusal } from "../../azure/refusal";
import { type Check, fails, ok, warning } from "../check";

const subscriptionShape = z.looseObject({ displayName: z.string(), state: z.string() });

export const signIn: Check = {
  id: "sign-in",
  target: "azure",
  async run({ arm: connect }) {
    try {
      const arm = await connect();
      const { account, scope } = arm;
      const { displayName, state } = await arm.get({
        path: scope,
        apiVersion: apiVersions.subscriptions,
        shape: subscriptionShape,
      });
      const who = `${account.name ?? "the service principal"} in subscription ${displayName}, tenant ${account.subscription.tenant ?? "unknown"}`;
      if (state !== "Enabled") return [fails(`${who}: the subscription is ${state}, and takes nothing new`)];
      const others = account.others.map(({ name }) => name);
      return [
        ok(who),
        ...(others.length === 0
          ? []
          : [
              warning(
                `you have other subscriptions, too: ${others.join(", ")}`,
                "az account set --subscription <name>",
              ),
            ]),
      ];
    } catch (error) {
      // Without a sign-in nothing works: that is known.
      if (error instanceof CannotTell && !(error instanceof ArmRefusal && !error.isForbidden))
        return [fails(error.message)];
      throw error;
    }
  },
};
