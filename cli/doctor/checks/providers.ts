import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { labProviders } from "../../../facts/azure/providers";
import type { Arm } from "../../azure/arm";
import { type Check, fails, ok, warning } from "../check";

const shape = z.looseObject({ namespace: z.string(), registrationState: z.string() });

/** How often, and how long, a registration is looked at: it takes a minute or two. */
const lookMs = 5000;
const looks = 60;

export const providers: Check = {
  id: "providers",
  target: "azure",
  needs: ["sign-in"],
  async run({ arm }) {
    const missing = await unregistered(await arm());
    if (missing.length === 0) return [ok("all resource providers of the lab are registered")];
    return missing.map(({ namespace, registrationState }) =>
      registrationState === "Registering"
        ? warning(`${namespace} is being registered: that takes a minute or two`)
        : fails(
            `${namespace} is not registered in this subscription`,
            `az provider register --namespace ${namespace} --wait`,
          ),
    );
  },
  async fix({ arm: connect, context: { clock } }) {
    const arm = await connect();
    for (const { namespace } of await unregistered(arm)) {
      const path = `${arm.scope}/providers/${namespace}/register`;
      await arm.post({ path, apiVersion: apiVersions.resources, shape });
    }
    for (let look = 0; look < looks && (await unregistered(arm)).length > 0; look++) await clock.wait(lookMs);
  },
};

async function unregistered(arm: Arm) {
  const all = await Promise.all(
    labProviders.map((namespace) =>
      arm.get({ path: `${arm.scope}/providers/${namespace}`, apiVersion: apiVersions.resources, shape }),
    ),
  );
  return all.filter(({ registrationState }) => registrationState !== "Registered");
}
