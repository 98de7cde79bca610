import { containerregistryModels } from "../../../simulator/azure/containerregistry";
import { answerOf, refusals } from "../helpers";

const registry = "azure-native:containerregistry:Registry";
const group = { resourceGroupName: "lab", location: "koreacentral" };

describe("a registry", () => {
  it("answers at its name in lower case", () => {
    const { outputs } = answerOf(containerregistryModels, registry, { ...group, registryName: "LabRegistry" });
    expect(outputs).toEqual({ name: "LabRegistry", loginServer: "labregistry.azurecr.io" });
  });

  it("is refused for a logical name that makes an invalid generated name", () => {
    expect(refusals(containerregistryModels, registry, group, "lab-registry")).toEqual([
      'Azure does not accept this name: "lab-registry0a1b2c3d" does not match /^[a-zA-Z0-9]{5,50}$/',
    ]);
  });
});
