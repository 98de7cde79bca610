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

describe("a cache rule", () => {
  const cacheRule = "azure-native:containerregistry:CacheRule";
  const refusalsOf = (inputs: object) =>
    refusals(containerregistryModels, cacheRule, {
      ...{ resourceGroupName: "lab", registryName: "lab1234", cacheRuleName: "images" },
      ...inputs,
    });

  it("is a part of its registry", () => {
    const inputs = { resourceGroupName: "lab", registryName: "lab1234", cacheRuleName: "images" };
    expect(answerOf(containerregistryModels, cacheRule, inputs).id).toMatch(
      /\/resourceGroups\/lab\/providers\/Microsoft\.ContainerRegistry\/registries\/lab1234\/cacheRules\/images$/,
    );
  });

  it.each(["mcr.microsoft.com/mirror/docker/library/nginx", "public.ecr.aws/docker/library/nginx"])(
    "needs no credentials for %s",
    (sourceRepository) => {
      expect(refusalsOf({ sourceRepository, targetRepository: "nginx" })).toEqual([]);
    },
  );

  it("needs credentials for Docker Hub", () => {
    const rule = { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" };
    expect(refusalsOf(rule)).toEqual([
      "Azure fetches from docker.io with credentials only; without it does from mcr.microsoft.com and public.ecr.aws",
    ]);
    expect(refusalsOf({ ...rule, credentialSetResourceId: "/subscriptions/x" })).toEqual([]);
  });

  it("has a wildcard in both repositories, or in neither", () => {
    expect(refusalsOf({ sourceRepository: "public.ecr.aws/docker/library/*", targetRepository: "nginx" })).toEqual([
      "source and target must both end in /*, or neither",
    ]);
  });
});
