import { type Inputs, type ResourceModel } from "../model";
import { roleName } from "./names";
import { kubernetesObject } from "./object";

export const rbacModels: Record<string, ResourceModel> = {
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": kubernetesObject({ check: ruleFaults, nameRule: roleName }),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": kubernetesObject({ nameRule: roleName }),
  "kubernetes:rbac.authorization.k8s.io/v1:Role": kubernetesObject({ check: ruleFaults, nameRule: roleName }),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": kubernetesObject({ nameRule: roleName }),
};

/** A rule about paths, such as `/metrics`, names neither groups nor resources. */
function ruleFaults({ rules = [] }: Inputs): string[] {
  const has = (rule: Inputs, key: string) => rule[key]?.length > 0;
  return (rules as Inputs[])
    .filter(
      (rule) =>
        !has(rule, "verbs") || !(has(rule, "nonResourceURLs") || (has(rule, "apiGroups") && has(rule, "resources"))),
    )
    .map((rule) => `the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`);
}
