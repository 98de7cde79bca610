import { z } from "zod";
import { pulumiCommand } from "../../../config/commands";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { type Check, fails, ok, warning } from "../check";

const shape = z.looseObject({
  values: z.array(
    z.looseObject({
      version: z.string(),
      isDefault: z.boolean().nullish(),
      isPreview: z.boolean().nullish(),
      capabilities: z.looseObject({ supportPlan: z.array(z.string()).nullish() }).nullish(),
    }),
  ),
});

/** Support that costs nothing more; the other one keeps old versions for the Premium tier. */
const usualPlan = "KubernetesOfficial";

export const kubernetesVersion: Check = {
  id: "Kubernetes",
  target: "azure",
  needs: ["sign-in", "providers"],
  async run({ config, rehearsal, stack, arm: connect }) {
    const arm = await connect();
    const path = `${arm.scope}/providers/Microsoft.ContainerService/locations/${config.location}/kubernetesVersions`;
    const { values } = await arm.get({ path, apiVersion: apiVersions.kubernetesVersions, shape });
    const wanted = wantedVersion(rehearsal.plan.resources);
    const usual = values.find(({ isDefault }) => isDefault === true)?.version;
    if (wanted === undefined) return [ok(`AKS's default of the day${usual === undefined ? "" : `, ${usual}`}`)];
    const offered = values.find(({ version }) => version === wanted);
    const fix = pulumiCommand(stack, ["config", "set", "kubernetesVersion", usual ?? values.at(-1)?.version ?? ""]);
    if (offered === undefined)
      return [
        fails(
          `${wanted} is not offered in ${config.location}: ${values.map(({ version }) => version).join(", ")} are`,
          fix,
        ),
      ];
    if (offered.capabilities?.supportPlan?.includes(usualPlan) === false)
      return [fails(`${wanted} is only for clusters with long-term support, which the lab's is not`, fix)];
    return offered.isPreview === true ? [warning(`${wanted} is a preview`, fix)] : [ok(`${wanted} is offered`)];
  },
};

/** What the program asks AKS for, which also depends on Windows nodes; `undefined` for AKS's default. */
function wantedVersion(
  resources: readonly { type: string; inputs: Readonly<Record<string, unknown>> }[],
): string | undefined {
  const cluster = resources.find(({ type }) => type === "azure-native:containerservice:ManagedCluster");
  const version = cluster?.inputs["kubernetesVersion"];
  return typeof version === "string" && version !== "" ? version : undefined;
}
