import { DockerHost } from "../../../../components/azure/dockerHost";
import { hostCloudInit } from "../../../../components/azure/dockerHost/cloudInit";
import { securityRules } from "../../../../components/azure/dockerHost/network";
import { AzureRegistry } from "../../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../../lab";
import { tags, testGroup } from "../testGroup";

const machine = "azure-native:compute:VirtualMachine";
const networkType = "azure-native:network:VirtualNetwork";
const rules = "azure-native:network:NetworkSecurityGroup";
const nic = "azure-native:network:NetworkInterface";
const image = "registry.example.com/app@sha256:1";

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** A host in which all is set that changes what is created. */
const other = {
  sshPublicKey: publicKey,
  sshFrom: "203.0.113.7/32",
  hostCidr: "10.50.0.0/26",
  shutdownAt: "",
};

const contract = { port: 3000, env: { GREETING: "hello" } };

const hostWith = memoize(async (config: Record<string, string> = {}, reference: string = image) => {
  const { resources, outputs } = await run(() => {
    const group = testGroup();
    const registry = new AzureRegistry("registry", group);
    const host = new DockerHost("host", {
      ...group,
      registry,
      image: reference,
      contract,
      settings: labConfig(config),
    });
    return { addresses: host.addresses, registry: registry.server, sshPrivateKey: host.sshPrivateKey ?? null };
  });
  const ours = resources.filter(({ urn }) => urn.includes("lab:azure:DockerHost"));
  return { all: ours, outputs, vm: only(resources, machine) };
});

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

const parts = [
  "azure-native:authorization:RoleAssignment host-pull",
  `${machine} host`,
  `${nic} host-nic`,
  `${rules} host-nsg`,
  "azure-native:network:PublicIPAddress host-ip",
  `${networkType} host-network`,
  "lab:azure:DockerHost host",
  "random:index/randomId:RandomId host-dns",
  "random:index/randomPassword:RandomPassword host-wordpress",
];

describe("DockerHost", () => {
  it("is a machine with its network, key, right to pull and daily shutdown, and nothing else", async () => {
    const { all } = await hostWith();
    const byDefault = [
      "azure-native:devtestlab:GlobalSchedule host-shutdown",
      "tls:index/privateKey:PrivateKey host-key",
    ];
    expect(resourceSet(all)).toEqual([...parts, ...byDefault].sort());
  });

  it("creates neither a key if one is given, nor a schedule without shutdownAt", async () => {
    const { all, outputs, vm } = await hostWith(other);
    expect(resourceSet(all)).toEqual([...parts].sort());
    expect(vm.inputs["osProfile"].linuxConfiguration.ssh.publicKeys[0].keyData).toBe(publicKey);
    expect(outputs["sshPrivateKey"]).toBeNull();
    expect(outputs["addresses"].ssh).toMatch(/^ssh lab@lab-/);
  });

  it("guards its subnet by its rules, in a network no wider than hostCidr", async () => {
    const { all } = await hostWith(other);
    const group = only(all, rules);
    expect(group.inputs["securityRules"]).toEqual(securityRules({ webFrom: [], sshFrom: "203.0.113.7/32" }));
    expect(only(all, networkType).inputs).toMatchObject({
      addressSpace: { addressPrefixes: ["10.50.0.0/26"] },
      subnets: [{ name: "host", addressPrefix: "10.50.0.0/26", networkSecurityGroup: { id: group.id } }],
    });
    expect(only((await hostWith()).all, rules).inputs["securityRules"]).toEqual(
      securityRules({ webFrom: [], sshFrom: undefined }),
    );
  });

  it("has a static Standard address, and reports it with its DNS name", async () => {
    const { all, outputs } = await hostWith();
    const { inputs, state } = only(all, "azure-native:network:PublicIPAddress");
    expect(inputs).toMatchObject({
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      dnsSettings: { domainNameLabel: expect.stringMatching(/^lab-[0-9a-f]{8}$/) as string },
    });
    expect(outputs["addresses"]).toMatchObject({ address: "203.0.113.10", hostname: state["dnsSettings"].fqdn });
  });

  it("is Ubuntu 24.04 on a 32 GB disk that is deleted with it, and accepts keys only", async () => {
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

  it("creates a key pair, whose private part is a secret output", async () => {
    const { all, outputs, vm } = await hostWith();
    expect(only(all, "tls:index/privateKey:PrivateKey").inputs).toEqual({ algorithm: "ED25519" });
    expect(vm.inputs["osProfile"].linuxConfiguration.ssh.publicKeys).toEqual([
      { path: "/home/lab/.ssh/authorized_keys", keyData: expect.stringMatching(/^ssh-ed25519 /) as string },
    ]);
    expect(outputs["sshPrivateKey"]).toBe("[secret]");
  });

  it("pulls by the object id of its own identity", async () => {
    const { all, vm } = await hostWith();
    expect(only(all, "azure-native:authorization:RoleAssignment").inputs).toMatchObject({
      principalId: vm.state["identity"].principalId,
      principalType: "ServicePrincipal",
    });
  });

  it("learns a new image and what it needs from its user data, while all that would replace it stays the same", async () => {
    const before = await hostWith();
    const after = await hostWith({}, "registry.example.com/app@sha256:2");
    expect(JSON.parse(decoded(after.vm.inputs["userData"]))).toEqual({
      image: "registry.example.com/app@sha256:2",
      registry: after.outputs["registry"],
      ...contract,
      wordpressPasswordHash: expect.stringMatching(/^\$2a\$/),
    });
    expect({ ...after.vm.inputs, userData: "" }).toEqual({ ...before.vm.inputs, userData: "" });
  });

  it("shows neither WordPress' password nor its hash, and gives the machine the hash only", async () => {
    const { all, vm } = await hostWith();
    const shown = JSON.stringify(all.map(({ shownInputs }) => shownInputs));
    expect(vm.shownInputs["userData"]).toBe("[secret]");
    expect(shown).not.toContain("Simulated-");
    expect(JSON.parse(decoded(vm.inputs["userData"])).wordpressPasswordHash).not.toMatch(/^Simulated-/);
  });

  it("is replaced with its network, the old ones first, when something changes that Azure cannot change", async () => {
    const { all, vm } = await hostWith();
    expect(vm.options).toMatchObject({
      replaceOnChanges: [
        "osProfile.computerName",
        "osProfile.adminUsername",
        "osProfile.customData",
        "osProfile.linuxConfiguration.ssh.publicKeys[0].keyData",
        "networkProfile.networkInterfaces[0].id",
      ],
      deleteBeforeReplace: true,
    });
    expect(only(all, networkType).options.replaceOnChanges).toEqual([
      "addressSpace.addressPrefixes[0]",
      "subnets[0].addressPrefix",
    ]);
    expect(only(all, nic).options).toMatchObject({
      replaceOnChanges: ["ipConfigurations[0].subnet.id"],
      deleteBeforeReplace: true,
    });
  });

  it("is switched off each day at shutdownAt, in Windows' name for the time zone", async () => {
    const { all, vm } = await hostWith();
    const { resourceGroupName: _group, ...schedule } = only(all, "azure-native:devtestlab:GlobalSchedule").inputs;
    expect(schedule).toEqual({
      name: `shutdown-computevm-${vm.state["name"]}`,
      location: "koreacentral",
      taskType: "ComputeVmShutdownTask",
      status: "Enabled",
      dailyRecurrence: { time: "1900" },
      timeZoneId: "Korea Standard Time",
      targetResourceId: vm.id,
      notificationSettings: { status: "Disabled" },
      tags,
    });
  });

  it("is set up by the cloud-init document", async () => {
    const { vm } = await hostWith();
    expect(decoded(vm.inputs["osProfile"].customData)).toBe(hostCloudInit("lab"));
  });
});

describe("securityRules", () => {
  const opened = (sshFrom?: string, webFrom: readonly string[] = []) =>
    securityRules({ webFrom, sshFrom }).map(({ direction, access, protocol, destinationPortRange, ...from }) =>
      [
        ...[direction, access, protocol, destinationPortRange],
        ...("sourceAddressPrefix" in from ? [from.sourceAddressPrefix] : from.sourceAddressPrefixes),
      ].join(" "),
    );
  const web = ["80", "8080", "8081"].map((port) => `Inbound Allow Tcp ${port} Internet`);

  it("opens the three web ports to everybody, and nothing else", () => {
    expect(opened()).toEqual(web);
  });

  it.each([[["203.0.113.0/24"]], [["203.0.113.0/24", "198.51.100.7/32"]]])("opens them to %j only", (webFrom) => {
    expect(opened(undefined, webFrom)).toEqual(
      ["80", "8080", "8081"].map((port) => `Inbound Allow Tcp ${port} ${webFrom.join(" ")}`),
    );
  });

  it("opens SSH to sshFrom only", () => {
    expect(opened("203.0.113.7/32")).toEqual([...web, "Inbound Allow Tcp 22 203.0.113.7/32"]);
  });

  it("gives each rule a name and a priority of its own", () => {
    const all = securityRules({ webFrom: [], sshFrom: "203.0.113.7/32" });
    expect(all.map(({ name, priority }) => [name, priority])).toEqual([
      ["nginx", 100],
      ["wordpress", 110],
      ["app", 120],
      ["ssh", 200],
    ]);
  });
});
