import { rbacModels } from "../../../simulator/kubernetes/rbac";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

describe("a role", () => {
  const of = (...rules: Inputs[]) =>
    refusals(rbacModels, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", {
      metadata: { name: "lab:reader" },
      rules,
    });
  const reading = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };

  it("is refused without groups, resources or verbs", () => {
    expect(of(reading)).toEqual([]);
    for (const key of ["apiGroups", "resources", "verbs"]) {
      const rule = { ...reading, [key]: [] };
      expect(of(rule)).toEqual([`the rule ${JSON.stringify(rule)} lacks apiGroups, resources or verbs`]);
    }
  });

  it("may allow paths that are not resources", () => {
    expect(of({ nonResourceURLs: ["/metrics"], verbs: ["get"] })).toEqual([]);
  });
});
