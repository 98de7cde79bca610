import { AzureRegistry } from "../../../components/azure/registry";
import * as tokenExchange from "../../../components/azure/tokenExchange";
import { only, resourceSet, run, valueOf } from "../../lab";
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
