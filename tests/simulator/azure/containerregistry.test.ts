import { containerregistryModels } from "../../../simulator/azure/containerregistry";
import { registryTokenFaults } from "../../../simulator/azure/registryTokens";
import { answerOf, describeFaults, record, refusals } from "../helpers";

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

describe("tokens and scope maps", () => {
  const scopeMap = "azure-native:containerregistry:ScopeMap";
  const token = "azure-native:containerregistry:Token";
  const part = { resourceGroupName: "lab", registryName: "lab1234" };

  it("are parts of their registry", () => {
    expect(answerOf(containerregistryModels, token, { ...part, tokenName: "student-kim" }).id).toMatch(
      /\/Microsoft\.ContainerRegistry\/registries\/lab1234\/tokens\/student-kim$/,
    );
    expect(answerOf(containerregistryModels, scopeMap, { ...part, scopeMapName: "student-kim" }).id).toMatch(
      /\/registries\/lab1234\/scopeMaps\/student-kim$/,
    );
  });

  it.each([
    ["kim", false],
    ["student-kim", true],
    ["a".repeat(50), true],
    ["a".repeat(51), false],
    ["student.kim", false],
  ])("have names of 5 to 50 letters, digits, hyphens and underscores: %s", (name, accepted) => {
    const [ofToken, ofMap] = [
      refusals(containerregistryModels, token, { ...part, tokenName: name, scopeMapId: "/map" }),
      refusals(containerregistryModels, scopeMap, { ...part, scopeMapName: name, actions: [] }),
    ];
    expect([ofToken.length, ofMap.length]).toEqual(accepted ? [0, 0] : [1, 1]);
  });

  it.each([
    ["repositories/kim/*/content/write", true],
    ["repositories/app/metadata/read", true],
    ["repositories/*/content/read", true],
    ["repositories/kim*/content/read", false],
    ["repositories/kim/*/web/content/read", false],
    ["repositories/kim/*/push", false],
    ["kim/*/content/read", false],
  ])("allow %s: %s", (action, accepted) => {
    const inputs = { ...part, scopeMapName: "student-kim", actions: [action] };
    expect(refusals(containerregistryModels, scopeMap, inputs)).toHaveLength(accepted ? 0 : 1);
  });

  it("need a scope map, and take no passwords", () => {
    const inputs = { ...part, tokenName: "student-kim", credentials: { passwords: [{ name: "password1" }] } };
    expect(refusals(containerregistryModels, token, inputs)).toEqual([
      "without a scope map a token may do nothing",
      "Azure generates a token's passwords, by generateCredentials; it takes none from a template",
    ]);
  });

  it("are as many as their registry's tier holds, and of one registry", () => {
    const basic = record(containerregistryModels, registry, "registry", {
      ...{ ...group, registryName: "lab1234", sku: { name: "Basic" } },
    });
    const maps = Array.from({ length: 101 }, (_, index) =>
      record(containerregistryModels, scopeMap, `map-${index}`, { ...part, scopeMapName: `student-${index}` }),
    );
    const ofOther = record(containerregistryModels, token, "kim", {
      ...{ resourceGroupName: "lab", registryName: "other", tokenName: "student-kim", scopeMapId: maps[0]!.id },
    });
    expect(registryTokenFaults([basic, ...maps.slice(1)])).toEqual([]);
    expect(describeFaults(registryTokenFaults([basic, ...maps, ofOther]))).toEqual([
      "registry: the tier Basic holds 100 scope maps, and there are 101",
      "kim: its scope map is not one of its own registry",
    ]);
  });
});
