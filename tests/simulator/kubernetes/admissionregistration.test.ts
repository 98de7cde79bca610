import { admissionregistrationModels } from "../../../simulator/kubernetes/admissionregistration";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const type = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const of = (inputs: Inputs) => refusals(admissionregistrationModels, type, inputs);

describe("an admission policy", () => {
  const validations = [{ expression: "true" }];
  const matchConstraints = { resourceRules: [{ resources: ["services"] }] };

  it("is accepted with validations and resource rules", () => {
    expect(of({ spec: { validations, matchConstraints } })).toEqual([]);
  });

  it("is refused without validations or without resource rules", () => {
    const noRules = "it matches no resources";
    expect(of({ spec: { validations: [], matchConstraints } })).toEqual(["it validates nothing"]);
    expect(of({ spec: { validations, matchConstraints: { resourceRules: [] } } })).toEqual([noRules]);
    expect(of({ spec: { validations } })).toEqual([noRules]);
    expect(of({})).toEqual(["it validates nothing", noRules]);
  });
});
