import { policyModels } from "../../../simulator/kubernetes/policy";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

describe("a disruption budget", () => {
  const of = (spec: Inputs) =>
    refusals(policyModels, "kubernetes:policy/v1:PodDisruptionBudget", { metadata: { name: "app" }, spec });
  const fault = ["a disruption budget has either minAvailable or maxUnavailable"];

  it("has one bound, which may be 0", () => {
    expect(of({ maxUnavailable: 1 })).toEqual([]);
    expect(of({ maxUnavailable: 0 })).toEqual([]);
    expect(of({ minAvailable: "50%" })).toEqual([]);
  });

  it("is refused with both bounds or none", () => {
    expect(of({ minAvailable: 1, maxUnavailable: 1 })).toEqual(fault);
    expect(of({})).toEqual(fault);
  });
});
