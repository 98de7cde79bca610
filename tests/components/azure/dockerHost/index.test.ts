import * as resources from "@pulumi/azure-native/resources";
import { hostCloudInit } from "../../../../components/azure/dockerHost/cloudInit";
import { DockerHost } from "../../../../components/azure/dockerHost";
import { AzureRegistry } from "../../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../../lab";

const machine = "azure-native:compute:VirtualMachine";
const tags = { lab: "lab" };

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f student@example";

const hostWith = memoize(
  async (config: Record<string, string> = {}, image: string = "registry.example.com/app@sha256:1") => {
    const { resources: all, outputs } = await run(() => {
      const resourceGroup = new resources.ResourceGroup("group", { location: "koreacentral" });
      const registry = new AzureRegistry("registry", { resourceGroup, tags });
      const host = new DockerHost("host", { resourceGroup, registry, image, settings: labConfig(config), tags });
      return { addresses: host.addresses, registry: registry.server, sshPrivateKey: host.sshPrivateKey ?? null };
    });
    const ours = all.filter(({ urn }) => urn.includes("lab:azure:DockerHost"));
    return { all: ours, outputs, vm: only(all, machine) };
  },
);

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

function openPorts(all: Awaited<ReturnType<typeof hostWith>>["all"]) {
  const rules = only(all, "azure-native:network:NetworkSecurityGroup").inputs["securityRules"];
  return rules.map((rule: Record<string, unknown>) => [rule["destinationPortRange"], rule["sourceAddressPrefix"]]);
}

describe("DockerHost", () => {
  it("is a machine with its network, its key, its right to pull and its daily shutdown, and nothing else", async () => {
    const { all } = await hostWith();
    expect(resourceSet(all)).toEqual([
      "azure-native:authorization:RoleAssignment host-pull",
      `${machine} host`,
      "azure-native:devtestlab:GlobalSchedule host-shutdown",
      "azure-native:network:NetworkInterface host-nic",
      "azure-native:network:NetworkSecurityGroup host-nsg",
      "azure-native:network:PublicIPAddress host-ip",
      "azure-native:network:VirtualNetwork host-network",
      "lab:azure:DockerHost host",
      "random:index/randomId:RandomId host-dns",
      "tls:index/privateKey:PrivateKey host-key",
    ]);
  });

  it("opens the three web ports and nothing else, SSH least of all", async () => {
    const { all, outputs } = await hostWith();
    expect(openPorts(all)).toEqual([
      ["80", "Internet"],
      ["8080", "Internet"],
      ["8081", "Internet"],
    ]);
    expect(outputs["addresses"].ssh).toBe("closed: name your own address in sshFrom to open it");
  });

  it("opens SSH to sshFrom only, and then says the command", async () => {
    const { all, outputs } = await hostWith({ sshFrom: "203.0.113.7/32" });
    expect(openPorts(all)).toEqual([
      ["80", "Internet"],
      ["8080", "Internet"],
      ["8081", "Internet"],
      ["22", "203.0.113.7/32"],
    ]);
    expect(outputs["addresses"].ssh).toMatch(
      /^ssh -i lab-key lab@lab-[0-9a-f]{8}\.koreacentral\.cloudapp\.azure\.com$/,
    );
  });

  it("guards its subnet by those rules, in a network that is no wider than hostCidr", async () => {
    const { all } = await hostWith({ hostCidr: "10.50.0.0/26" });
    expect(only(all, "azure-native:network:VirtualNetwork").inputs).toMatchObject({
      addressSpace: { addressPrefixes: ["10.50.0.0/26"] },
      subnets: [
        {
          name: "host",
          addressPrefix: "10.50.0.0/26",
          networkSecurityGroup: { id: only(all, "azure-native:network:NetworkSecurityGroup").id },
        },
      ],
    });
  });

  it("has a static Standard address with a DNS label, by which its pages are told", async () => {
    const { all, outputs } = await hostWith();
    expect(only(all, "azure-native:network:PublicIPAddress").inputs).toMatchObject({
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
    });
    const { address, hostname, nginx, wordpress, app } = outputs["addresses"];
    expect(address).toBe("203.0.113.10");
    expect({ nginx, wordpress, app }).toEqual({
      nginx: `http://${hostname}`,
      wordpress: `http://${hostname}:8080`,
      app: `http://${hostname}:8081`,
    });
  });

  it("is Ubuntu 24.04 on a 32 GB disk that goes with it, and takes keys only", async () => {
    const { vm } = await hostWith();
    expect(vm.inputs["hardwareProfile"]).toEqual({ vmSize: "Standard_B2als_v2" });
    expect(vm.inputs["storageProfile"]).toEqual({
      imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
      osDisk: {
        createOption: "FromImage",
        deleteOption: "Delete",
        diskSizeGB: 32,
        managedDisk: { storageAccountType: "StandardSSD_LRS" },
      },
    });
    expect(vm.inputs["osProfile"].linuxConfiguration.disablePasswordAuthentication).toBe(true);
    expect(vm.inputs["osProfile"].adminPassword).toBeUndefined();
  });

  it("makes a key pair, whose private part is a secret output", async () => {
    const { all, outputs, vm } = await hostWith();
    expect(only(all, "tls:index/privateKey:PrivateKey").inputs).toEqual({ algorithm: "ED25519" });
    expect(vm.inputs["osProfile"].linuxConfiguration.ssh.publicKeys).toEqual([
      { path: "/home/lab/.ssh/authorized_keys", keyData: expect.stringMatching(/^ssh-ed25519 /) },
    ]);
    expect(outputs["sshPrivateKey"]).toBe("[secret]");
  });

  it("takes a given key, and then makes none and puts none out", async () => {
    const { all, outputs, vm } = await hostWith({ sshPublicKey: publicKey, sshFrom: "203.0.113.7/32" });
    expect(all.map(({ type }) => type)).not.toContain("tls:index/privateKey:PrivateKey");
    expect(vm.inputs["osProfile"].linuxConfiguration.ssh.publicKeys[0].keyData).toBe(publicKey);
    expect(outputs["sshPrivateKey"]).toBeNull();
    expect(outputs["addresses"].ssh).toMatch(/^ssh lab@lab-/);
  });

  it("pulls by the object id of its own identity", async () => {
    const { all, vm } = await hostWith();
    expect(only(all, "azure-native:authorization:RoleAssignment").inputs).toMatchObject({
      principalId: vm.state["identity"].principalId,
      principalType: "ServicePrincipal",
    });
  });

  it("learns a new image from its user data, while all that would make a new machine stays the same", async () => {
    const before = await hostWith({}, "registry.example.com/app@sha256:1");
    const after = await hostWith({}, "registry.example.com/app@sha256:2");
    expect(JSON.parse(decoded(after.vm.inputs["userData"]))).toEqual({
      image: "registry.example.com/app@sha256:2",
      registry: after.outputs["registry"],
    });
    expect({ ...after.vm.inputs, userData: "" }).toEqual({ ...before.vm.inputs, userData: "" });
  });

  it("is replaced, the old one first, when something changes that Azure changes on no machine", async () => {
    const { vm } = await hostWith();
    expect(vm.options).toMatchObject({ replaceOnChanges: ["osProfile", "networkProfile"], deleteBeforeReplace: true });
  });

  it("moves to another range as a whole: network, interface and machine, the old ones first", async () => {
    const { all } = await hostWith();
    expect(only(all, "azure-native:network:VirtualNetwork").options.replaceOnChanges).toEqual([
      "addressSpace",
      "subnets[0].addressPrefix",
    ]);
    expect(only(all, "azure-native:network:NetworkInterface").options).toMatchObject({
      replaceOnChanges: ["ipConfigurations"],
      deleteBeforeReplace: true,
    });
  });

  it("is switched off each day at shutdownAt, in Windows' name for the time zone", async () => {
    const { all, vm } = await hostWith({ shutdownAt: "18:30", timeZone: "America/New_York" });
    const { resourceGroupName: _group, ...schedule } = only(all, "azure-native:devtestlab:GlobalSchedule").inputs;
    expect(schedule).toEqual({
      name: `shutdown-computevm-${vm.state["name"]}`,
      location: "koreacentral",
      taskType: "ComputeVmShutdownTask",
      status: "Enabled",
      dailyRecurrence: { time: "1830" },
      timeZoneId: "Eastern Standard Time",
      targetResourceId: vm.id,
      notificationSettings: { status: "Disabled" },
      tags,
    });
  });

  it("keeps running with an empty shutdownAt", async () => {
    const { all } = await hostWith({ shutdownAt: "" });
    expect(all.map(({ type }) => type)).not.toContain("azure-native:devtestlab:GlobalSchedule");
  });

  it("is set up by the cloud-init document", async () => {
    const { vm } = await hostWith();
    expect(decoded(vm.inputs["osProfile"].customData)).toBe(hostCloudInit("lab"));
  });
});
