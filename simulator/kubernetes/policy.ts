import { type ResourceModel, faultsOf } from "../model";
import { kubernetesObject } from "./object";

export const policyModels: Record<string, ResourceModel> = {
  "kubernetes:policy/v1:PodDisruptionBudget": kubernetesObject({
    check: ({ spec = {} }) =>
      faultsOf([
        (spec["minAvailable"] === undefined) === (spec["maxUnavailable"] === undefined),
        "a disruption budget has either minAvailable or maxUnavailable",
      ]),
  }),
};
