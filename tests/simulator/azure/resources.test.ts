import { resourcesModels } from "../../../simulator/azure/resources";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

describe("a resource group", () => {
  const of = (inputs: Inputs) => refusals(resourcesModels, "azure-native:resources:ResourceGroup", inputs);

  it("needs a location and nothing else", () => {
    expect(of({ location: "koreacentral" })).toEqual([]);
    expect(of({})).toEqual(["a resource group needs a location"]);
  });
});
