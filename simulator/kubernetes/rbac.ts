import type * as rbac from "@pulumi/kubernetes/rbac/v1";
import type { Unwrap } from "@pulumi/pulumi";
import type { ResourceModel } from "../model";
import { roleName } from "./names";
import { kubernetesObject } from "./object";

export const rbacModels: Record<string, ResourceModel> = {
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": kubernetesObject<rbac.ClusterRoleArgs>({
    check: ruleFaults,
    nameRule: roleName,
  }),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": kubernetesObject<rbac.ClusterRoleBindingArgs>({
    nameRule: roleName,
  }),
  "kubernetes:rbac.authorization.k8s.io/v1:Role": kubernetesObject<rbac.RoleArgs>({
    check: ruleFaults,
    nameRule: roleName,
  }),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": kubernetesObject<rbac.RoleBindingArgs>({ nameRule: roleName }),
};

/** A rule for paths such as `/metrics` has neither groups nor resources. */
function ruleFaults({ rules = [] }: Pick<Unwrap<rbac.RoleArgs>, "rules">): string[] {
  const has = (list: readonly string[] | undefined) => list !== undefined && list.length > 0;
  return rules
    .filter(
      ({ verbs, nonResourceURLs, apiGroups, resources }) =>
        !has(verbs) || !(has(nonResourceURLs) || (has(apiGroups) && has(resources))),
    )
    .map((rule) => `the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`);
}
