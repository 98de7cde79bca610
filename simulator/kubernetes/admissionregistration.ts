import { type Inputs, type ResourceModel, faultsOf } from "../model";
import { kubernetesObject } from "./object";

export const admissionregistrationModels: Record<string, ResourceModel> = {
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": kubernetesObject({ check: policyFaults }),
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": kubernetesObject(),
};

function policyFaults({ spec = {} }: Inputs): string[] {
  return faultsOf(
    [!(spec["validations"]?.length > 0), "it validates nothing"],
    [!(spec["matchConstraints"]?.["resourceRules"]?.length > 0), "it says of no resources that it is about them"],
  );
}
