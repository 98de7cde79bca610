import { models } from "../../../simulator/catalog";
import type { Inputs } from "../../../simulator/model";
import { answerOf, record, refusals, suffix } from "../helpers";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** Refusals of a given name, and no others. */
function nameRefusals(type: string, property: string, name: string): string[] {
  return refusals(models, type, { resourceGroupName: "lab", [property]: name }).filter((message) =>
    message.startsWith("Azure does not accept this name"),
  );
}

/** Lengths and characters from Learn, "Naming rules and restrictions for Azure resources". */
const rules = [
  {
    type: "azure-native:resources:ResourceGroup",
    property: "resourceGroupName",
    taken: ["a", "Lab_1.(x)-y", "(lab)", "실습", "x".repeat(90)],
    refused: ["", "lab.", "a b", "lab/x", "x".repeat(91)],
  },
  {
    type: "azure-native:containerregistry:Registry",
    property: "registryName",
    taken: ["abcde", "Registry01", "12345", "x".repeat(50)],
    refused: ["", "abcd", "lab-registry", "lab_registry", "lab.registry", "x".repeat(51)],
  },
  {
    type: "azure-native:containerservice:ManagedCluster",
    property: "resourceName",
    taken: ["a", "Lab_1-x", "1", "x".repeat(63)],
    refused: ["", "-lab", "lab-", "_lab", "lab_", "l.b", "x".repeat(64)],
  },
  {
    type: "azure-native:containerservice:AgentPool",
    property: "agentPoolName",
    taken: ["a", "pool1", "x".repeat(12)],
    refused: ["", "1pool", "Pool", "my-pool", "x".repeat(13)],
  },
  {
    type: "azure-native:network:VirtualNetwork",
    property: "virtualNetworkName",
    taken: ["ab", "Net.1_x-y_", "x".repeat(64)],
    refused: ["", "a", "_net", "net-", "net.", "n t", "x".repeat(65)],
  },
  ...[
    { type: "azure-native:network:PublicIPAddress", property: "publicIpAddressName" },
    { type: "azure-native:network:NetworkSecurityGroup", property: "networkSecurityGroupName" },
    { type: "azure-native:network:NetworkInterface", property: "networkInterfaceName" },
  ].map((kind) => ({
    ...kind,
    taken: ["a", "Net.1_x-y_", "x".repeat(80)],
    refused: ["", "_net", "net-", "net.", "n t", "x".repeat(81)],
  })),
  {
    type: "azure-native:compute:VirtualMachine",
    property: "vmName",
    taken: ["a", "docker-host.1", "x".repeat(64)],
    refused: ["", "host-", "host.", "-host", "my host", "x".repeat(65)],
  },
];

describe.each(rules)("the name of a $type", ({ type, property, taken, refused }) => {
  it.each(taken)("may be %j", (name) => {
    expect(nameRefusals(type, property, name)).toEqual([]);
  });

  it.each(refused)("may not be %j", (name) => {
    const [message, ...others] = nameRefusals(type, property, name);
    expect(message).toMatch(/ does not match \/\^.*\/$/);
    expect(message!.startsWith(`Azure does not accept this name: ${JSON.stringify(name)} `)).toBe(true);
    expect(others).toEqual([]);
  });

  it("is generated as azure-native does, if none is given", () => {
    const { outputs } = answerOf(models, type, {}, "some");
    expect(outputs["name"]).toBe(`some${suffix}`);
    expect(outputs["name"]).toMatch(/^some[0-9a-f]{8}$/);
  });
});

describe("the location of an Azure resource", () => {
  const group = record(models, "azure-native:resources:ResourceGroup", "lab", {
    resourceGroupName: "lab",
    location: "eastus",
  });
  const outputsOf = (type: string, inputs: Inputs) =>
    models[type]!.create({
      urn: "urn:it",
      type,
      name: "it",
      inputs: { resourceGroupName: "LAB", ...inputs },
      randomSuffix: "0a1b2c3d",
      existing: [group],
    }).outputs;
  const address = "azure-native:network:PublicIPAddress";
  const dnsSettings = { domainNameLabel: "lab-1a2b" };

  it("is that of its group by default", () => {
    expect(outputsOf(address, { dnsSettings })).toMatchObject({
      location: "eastus",
      dnsSettings: { fqdn: "lab-1a2b.eastus.cloudapp.azure.com" },
    });
    expect(outputsOf("azure-native:containerservice:ManagedCluster", { dnsPrefix: "lab" })["fqdn"]).toBe(
      "lab-0a1b2c3d.hcp.eastus.azmk8s.io",
    );
  });

  it("is its own if it has one", () => {
    expect(outputsOf(address, { dnsSettings, location: "westus" })["dnsSettings"].fqdn).toBe(
      "lab-1a2b.westus.cloudapp.azure.com",
    );
  });

  it("is not set on a node pool", () => {
    expect(outputsOf("azure-native:containerservice:AgentPool", { resourceName: "aks" })).toEqual({
      name: `it${suffix}`,
    });
  });
});

describe("the id of an Azure resource", () => {
  it.each([
    ["azure-native:resources:ResourceGroup", { resourceGroupName: "lab" }, "/resourceGroups/lab"],
    [
      "azure-native:network:VirtualNetwork",
      { resourceGroupName: "lab", virtualNetworkName: "net" },
      "/resourceGroups/lab/providers/Microsoft.Network/virtualNetworks/net",
    ],
    [
      "azure-native:containerservice:AgentPool",
      { resourceGroupName: "lab", resourceName: "aks", agentPoolName: "win" },
      "/resourceGroups/lab/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/win",
    ],
    [
      "azure-native:devtestlab:GlobalSchedule",
      { resourceGroupName: "lab", name: "shutdown-computevm-host" },
      "/resourceGroups/lab/providers/Microsoft.DevTestLab/schedules/shutdown-computevm-host",
    ],
  ])("of a %s is formed as Azure forms it", (type, inputs, path) => {
    expect(answerOf(models, type, inputs).id).toBe(subscription + path);
  });

  it("of a role assignment is below its scope, with a GUID for a name", () => {
    const scope = `${subscription}/resourceGroups/lab`;
    const { id, outputs } = answerOf(models, "azure-native:authorization:RoleAssignment", { scope });
    expect(id).toBe(`${scope}/providers/Microsoft.Authorization/roleAssignments/${outputs["name"]}`);
    expect(outputs["name"]).toMatch(/^0a1b2c3d-0000-4000-8000-[0-9a-f]{12}$/);
  });
});
