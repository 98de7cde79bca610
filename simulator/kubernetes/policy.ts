import type * as policy from "@pulumi/kubernetes/policy/v1";
import { type ResourceModel, faultsOf } from "../model";
import { kubernetesObject } from "./object";

export const policyModels: Record<string, ResourceModel> = {
  "kubernetes:policy/v1:PodDisruptionBudget": kubernetesObject<policy.PodDisruptionBudgetArgs>({
    check: ({ spec }) =>
      faultsOf([
        (spec?.minAvailable === undefined) === (spec?.maxUnavailable === undefined),
        "a disruption budget has either minAvailable or maxUnavailable",
      ]),
  }),
};
