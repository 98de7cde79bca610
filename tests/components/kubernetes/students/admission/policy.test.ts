import { admissionRules } from "../../../../../components/kubernetes/students/admission";
import { policySpec } from "../../../../../components/kubernetes/students/admission/policy";
import { studentRules } from "../../../../../components/kubernetes/students/role";

/** What the expressions refuse is tried on a real API server: tests/cluster. */
const rules = Object.entries(admissionRules({ takenLoadBalancerPorts: [80], storageClasses: ["default"] }));

/** Whatever a student may create or change, with its group. */
const writable = studentRules
  .filter(({ verbs }) => verbs.includes("create") && verbs.includes("update"))
  .flatMap(({ apiGroups: [group], resources }) => resources.map((name) => `${name}.${group}`));

const checkedBy = (subject: "finalizers" | "sizes") =>
  Object.fromEntries(rules)[subject]!.resources.flatMap(({ group, names }) => names.map((name) => `${name}.${group}`));

describe("the policies for students' objects", () => {
  it.each(rules)(
    "refuse what the policy for %s would check while it fails, in every version of its kinds",
    (_subject, one) => {
      const { failurePolicy, matchConstraints } = policySpec(one);
      expect(failurePolicy).toBe("Fail");
      expect(matchConstraints.resourceRules.map(({ apiVersions }) => apiVersions)).toEqual(
        one.resources.map(() => ["*"]),
      );
    },
  );

  it.each(["finalizers", "sizes"] as const)("check the %s of whatever a student may create", (subject) => {
    expect(checkedBy(subject).sort()).toEqual(writable.sort());
  });

  it.each(rules)(
    "refuse for %s with one message each, that begins with whose object it is",
    (_subject, { validations }) => {
      const messages = validations.map(([message]) => message);
      expect(new Set(messages).size).toBe(messages.length);
      expect(messages.filter((message) => !/^(a student|port \d+ of the load balancer)/.test(message))).toEqual([]);
    },
  );

  it("leave a claim's class open where the cluster's classes are not known, and every port where the app has none", () => {
    const known = admissionRules({ takenLoadBalancerPorts: [80, 443], storageClasses: ["default"] });
    const unknown = admissionRules({ takenLoadBalancerPorts: [], storageClasses: undefined });
    const fewer = (subject: "claims" | "services") =>
      known[subject].validations.length - unknown[subject].validations.length;
    expect([fewer("claims"), fewer("services")]).toEqual([1, 2]);
  });
});
