import { resourcesModels } from "../../../simulator/azure/resources";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

describe("a resource group", () => {
  const of = (inputs: Inputs) => refusals(resourcesModels, "azure-native:resources:ResourceGroup", inputs);

  it("is accepted with a location alone, and refused without", () => {
    expect(of({ location: "koreacentral" })).toEqual([]);
    expect(of({})).toEqual(["a resource group needs a location"]);
  });
});
