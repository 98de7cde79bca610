import type * as admission from "@pulumi/kubernetes/admissionregistration/v1";
import type { Unwrap } from "@pulumi/pulumi";
import { type ResourceModel, faultsOf } from "../model";
import { kubernetesObject } from "./object";

export const admissionregistrationModels: Record<string, ResourceModel> = {
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy":
    kubernetesObject<admission.ValidatingAdmissionPolicyArgs>({ check: policyFaults }),
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding":
    kubernetesObject<admission.ValidatingAdmissionPolicyBindingArgs>(),
};

function policyFaults({ spec }: Unwrap<admission.ValidatingAdmissionPolicyArgs>): string[] {
  return faultsOf(
    [(spec?.validations ?? []).length === 0, "it validates nothing"],
    [(spec?.matchConstraints?.resourceRules ?? []).length === 0, "it matches no resources"],
  );
}
