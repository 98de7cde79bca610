import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import type { Arm } from "../../azure/arm";
import { ArmRefusal } from "../../azure/refusal";
import { CannotTell } from "../../cannotTell";
import type { PlannedResource } from "../../rehearse";
import { type Check, type Finding, fails, ok } from "../check";

const shape = z.looseObject({
  contentEvaluationResult: z
    .looseObject({
      policyEvaluations: z
        .array(
          z.looseObject({
            policyInfo: z.looseObject({ policyAssignmentId: z.string().nullish() }).nullish(),
            evaluationResult: z.string().nullish(),
            effectDetails: z.looseObject({ policyEffect: z.string().nullish() }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** What schools' policies are about, by azure-native's type: Azure's type, and the version of what the program sends. */
const types: Readonly<Record<string, { readonly type: string; readonly apiVersion: string }>> = {
  "azure-native:resources:ResourceGroup": { type: "Microsoft.Resources/resourceGroups", apiVersion: "2021-04-01" },
  "azure-native:containerservice:ManagedCluster": {
    type: "Microsoft.ContainerService/managedClusters",
    apiVersion: "2025-09-01",
  },
  "azure-native:containerregistry:Registry": {
    type: "Microsoft.ContainerRegistry/registries",
    apiVersion: "2023-01-01-preview",
  },
  "azure-native:compute:VirtualMachine": { type: "Microsoft.Compute/virtualMachines", apiVersion: "2024-11-01" },
  "azure-native:network:PublicIPAddress": { type: "Microsoft.Network/publicIPAddresses", apiVersion: "2024-05-01" },
  "azure-native:logic:Workflow": { type: "Microsoft.Logic/workflows", apiVersion: "2019-05-01" },
};

/** Members of a resource beside its `properties`, which azure-native puts on the same level. */
const outer = ["location", "tags", "sku", "identity", "zones", "kind", "plan", "extendedLocation"];

export const policies: Check = {
  id: "policies",
  target: "azure",
  needs: ["sign-in"],
  async run({ rehearsal, arm: connect }) {
    const arm = await connect();
    const planned = rehearsal.plan.resources.filter(({ type }) => type in types);
    const answers = await Promise.all(planned.map((resource) => denials(arm, resource)));
    const denied = answers.flat();
    return denied.length === 0
      ? [ok("no policy denies what the lab makes, as far as Azure's policy check knows")]
      : denied;
  },
};

/** Asks Azure whether a policy would deny a resource as the program declares it. */
async function denials(arm: Arm, { type, name, inputs }: PlannedResource): Promise<Finding[]> {
  const { type: azureType, apiVersion } = types[type]!;
  const entries = Object.entries(inputs).filter(([key]) => !key.endsWith("Name"));
  const resourceContent = {
    type: azureType,
    ...Object.fromEntries(entries.filter(([key]) => outer.includes(key))),
    properties: Object.fromEntries(entries.filter(([key]) => !outer.includes(key))),
  };
  const path = `${arm.scope}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions`;
  const body = { resourceDetails: { resourceContent, apiVersion } };
  const { contentEvaluationResult } = await arm
    .post({ path, apiVersion: apiVersions.policyCheck, body, shape })
    .catch((error: unknown) => {
      if (error instanceof ArmRefusal && error.code === "MissingSubscriptionRegistration")
        throw new CannotTell(
          "the policy check is not registered: `az provider register --namespace Microsoft.PolicyInsights --wait`",
        );
      throw error;
    });
  return (contentEvaluationResult?.policyEvaluations ?? [])
    .filter(
      ({ evaluationResult, effectDetails }) =>
        evaluationResult === "NonCompliant" && /^deny$/i.test(effectDetails?.policyEffect ?? ""),
    )
    .map(({ policyInfo }) =>
      fails(
        `a policy denies ${azureType} (${name}): ${policyInfo?.policyAssignmentId ?? "its assignment is not named"}`,
        "another region (`location`), the tags that it demands (`tags`), or an exemption by who set the policy",
      ),
    );
}
