import { AzureRegistry } from "../../../components/azure/registry";
import { studentsOf } from "../../../config/students";
import { registryUser } from "../../../config/students/registry";
import * as tokenExchange from "../../../components/azure/tokenExchange";
import { memoize, only, resourceSet, run, valueOf } from "../../lab";
import { tags, testGroup } from "./testGroup";

jest.mock("../../../components/azure/tokenExchange", () => ({
  ...jest.requireActual<typeof tokenExchange>("../../../components/azure/tokenExchange"),
  exchangeToken: jest.fn(),
}));

const exchangeToken = jest.mocked(tokenExchange.exchangeToken);

function registry(): AzureRegistry {
  return new AzureRegistry("registry", testGroup());
}

describe("AzureRegistry", () => {
  beforeEach(() => exchangeToken.mockReset());

  it("is one Basic registry without an admin user, with Docker's official images, and nothing else", async () => {
    const { resources } = await run(registry);
    expect(resourceSet(resources)).toEqual([
      "azure-native:containerregistry:CacheRule registry-images",
      "azure-native:containerregistry:Registry registry",
      "azure-native:resources:ResourceGroup group",
      "lab:azure:Registry registry",
    ]);
    expect(only(resources, "azure-native:containerregistry:Registry").inputs).toMatchObject({
      sku: { name: "Basic" },
      adminUserEnabled: false,
      location: "koreacentral",
      tags,
    });
    const { registryName, ...rule } = only(resources, "azure-native:containerregistry:CacheRule").inputs;
    expect(registryName).toBe(only(resources, "azure-native:containerregistry:Registry").state["name"]);
    expect(rule).toMatchObject({
      sourceRepository: "public.ecr.aws/docker/library/*",
      targetRepository: "library/*",
    });
    expect(rule).not.toHaveProperty("credentialSetResourceId");
  });

  it("signs the deployer in with an exchanged token, which stays secret", async () => {
    exchangeToken.mockResolvedValue("refresh-token");
    const { result, outputs } = await run(() => ({ ...registry().pushCredentials() }), {}, { preview: false });
    expect(exchangeToken).toHaveBeenCalledTimes(1);
    expect(exchangeToken).toHaveBeenCalledWith(
      expect.objectContaining({ server: outputs["server"], accessToken: "simulated" }),
    );
    expect(outputs).toEqual({
      server: expect.stringMatching(/^registry[0-9a-f]{8}\.azurecr\.io$/),
      username: "00000000-0000-0000-0000-000000000000",
      password: "[secret]",
    });
    await expect(valueOf(result.password)).resolves.toBe("refresh-token");
  });

  it("requests no token in a preview, which pushes nothing", async () => {
    const { outputs } = await run(() => ({ ...registry().pushCredentials() }));
    expect(exchangeToken).not.toHaveBeenCalled();
    expect(outputs).toMatchObject({ username: "00000000-0000-0000-0000-000000000000", password: "[secret]" });
  });
});

describe("AzureRegistry with students", () => {
  const scopeMap = "azure-native:containerregistry:ScopeMap";
  const token = "azure-native:containerregistry:Token";
  const registryOf = memoize(async (...names: string[]) => {
    const { students } = studentsOf(names);
    const { resources } = await run(() => void new AzureRegistry("registry", { ...testGroup(), students }));
    return resources;
  });

  it("adds a scope map and a token for each, with the registry's fate, and no password", async () => {
    const resources = await registryOf("kim", "김민수");
    const own = resources.filter(({ type }) => [scopeMap, token].includes(type));
    expect(resourceSet(own)).toEqual([
      `${scopeMap} gim-min-su`,
      `${scopeMap} kim`,
      `${token} gim-min-su`,
      `${token} kim`,
    ]);
    const { urn, state } = only(resources, "azure-native:containerregistry:Registry");
    expect(own.map(({ options, inputs }) => [options.deletedWith, inputs["registryName"]])).toEqual(
      own.map(() => [urn, state["name"]]),
    );
    expect(only(resources, token, "kim").inputs).toEqual({
      resourceGroupName: only(resources, "azure-native:resources:ResourceGroup").state["name"],
      registryName: state["name"],
      tokenName: "student-kim",
      scopeMapId: only(resources, scopeMap, "kim").id,
      status: "enabled",
    });
  });

  it("lets a student write below their label, and read the lab's own images, and nothing else", async () => {
    const { inputs } = only(await registryOf("kim", "김민수"), scopeMap, "gim-min-su");
    expect(inputs["actions"]).toEqual([
      "repositories/gim-min-su/*/content/read",
      "repositories/gim-min-su/*/metadata/read",
      "repositories/gim-min-su/*/content/write",
      "repositories/gim-min-su/*/content/delete",
      "repositories/app/content/read",
      "repositories/app/metadata/read",
      "repositories/library/*/content/read",
      "repositories/library/*/metadata/read",
    ]);
    expect(inputs["scopeMapName"]).toBe("student-gim-min-su");
  });

  it("leaves those of all others as they are when a student goes", async () => {
    const partsOf = (resources: Awaited<ReturnType<typeof registryOf>>) =>
      resources.filter(({ urn }) => urn.includes("StudentRepositories")).map(({ urn, inputs }) => ({ urn, inputs }));
    const [before, after] = [partsOf(await registryOf("kim", "김민수")), partsOf(await registryOf("김민수"))];
    expect(after).toEqual(before.filter(({ urn }) => !urn.endsWith("::kim")));
    expect(before).toHaveLength(2 * after.length);
  });

  it.each([
    [100, "Basic"],
    [101, "Standard"],
  ])("has for %i students the tier %s", async (count, tier) => {
    const resources = await registryOf(...Array.from({ length: count }, (_, index) => `student ${index + 1}`));
    expect(only(resources, "azure-native:containerregistry:Registry").inputs["sku"]).toEqual({ name: tier });
  });

  it("gives names that Azure accepts to short and long labels, and different ones to different students", async () => {
    const long = ["a".repeat(54) + "b", "a".repeat(54) + "c"];
    expect(registryUser({ label: "k" })).toBe("student-k");
    const names = long.map((label) => registryUser({ label }));
    expect(names.map((name) => name.length)).toEqual([50, 50]);
    expect(new Set(names).size).toBe(2);
    expect(resourceSet(await registryOf(...long)).filter((one) => one.startsWith(token))).toHaveLength(2);
  });
});
