import { computeModels } from "../../../simulator/azure/compute";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const group = { resourceGroupName: "lab", location: "koreacentral" };
const base64 = (bytes: number) => Buffer.alloc(bytes, "x").toString("base64");

/** An Ed25519 public key of 32 bytes that are all the same. */
const ed25519 = `ssh-ed25519 ${Buffer.concat([Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0\x20", "latin1"), Buffer.alloc(32, 7)]).toString("base64")}`;

function withKeyOf(administrator: string): Inputs {
  return { ssh: { publicKeys: [{ path: `/home/${administrator}/.ssh/authorized_keys`, keyData: ed25519 }] } };
}

describe("a machine", () => {
  const type = "azure-native:compute:VirtualMachine";
  const osProfile = {
    computerName: "docker-host",
    adminUsername: "lab",
    linuxConfiguration: withKeyOf("lab"),
  };
  const right = { ...group, hardwareProfile: { vmSize: "Standard_B2als_v2" }, osProfile };
  const of = (changes: Inputs = {}) => refusals(computeModels, type, { ...right, ...changes });
  const ofOs = (changes: Inputs) => of({ osProfile: { ...osProfile, ...changes } });
  const ofKey = (keyData: string) => ofOs({ linuxConfiguration: { ssh: { publicKeys: [{ keyData }] } } });

  it("is taken with a key, cloud-init and user data", () => {
    expect(of()).toEqual([]);
    expect(of({ userData: base64(10), osProfile: { ...osProfile, customData: base64(10) } })).toEqual([]);
  });

  it("reports the object id of its identity, if it has one", () => {
    const identity = { type: "SystemAssigned" };
    expect(answerOf(computeModels, type, { ...right, identity }).outputs["identity"]).toEqual({
      type: "SystemAssigned",
      principalId: expect.stringMatching(/^0a1b2c3d-0000-4000-8000-[0-9a-f]{12}$/),
      tenantId: expect.stringMatching(/^0a1b2c3d-0000-4000-8000-[0-9a-f]{12}$/),
    });
    expect(Object.keys(answerOf(computeModels, type, right).outputs)).toEqual(["name"]);
  });

  it.each([
    "Standard_B1s",
    "Standard_B2als_v2",
    "Standard_D2s_v5",
    "Standard_E4-2s_v5",
    "Standard_NC24ads_A100_v4",
    "Standard_DS2_v2",
    "Standard_DS11-1_v2",
  ])("may be of the size %s", (vmSize) => {
    expect(of({ hardwareProfile: { vmSize } })).toEqual([]);
  });

  it("may not be of a size that does not boot its image", () => {
    const booting = (vmSize: string, sku: string) =>
      of({
        hardwareProfile: { vmSize },
        storageProfile: {
          imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku, version: "latest" },
        },
      });
    expect(booting("Standard_D2_v3", "server")).toEqual([
      "the VM size Standard_D2_v3 cannot boot an image of generation 2, which ubuntu-24_04-lts server is",
    ]);
    expect(booting("Standard_D2_v3", "server-gen1")).toEqual([]);
    expect(booting("Standard_D2s_v3", "server")).toEqual([]);
  });

  it.each(["Standard_D2s_v5 ", "D2s_v5", "Standard_Ds_v5", "Standard_D0s_v5", "Standard_Q2s_v5", ""])(
    "may not be of the size %j",
    (vmSize) => {
      expect(of({ hardwareProfile: { vmSize } })).toEqual([`no VM size has the name ${vmSize}`]);
    },
  );

  it("is refused without a size", () => {
    expect(of({ hardwareProfile: undefined })).toEqual(["no VM size has the name undefined"]);
  });

  it.each(["admin", "administrator", "root", "guest", "user", "test", "console", "sys", "user1"])(
    "refuses the administrator name %s",
    (adminUsername) => {
      expect(ofOs({ adminUsername, linuxConfiguration: withKeyOf(adminUsername) })).toEqual([
        `Azure refuses ${adminUsername} as a user name`,
      ]);
    },
  );

  it.each(["docker_host", "-host", "host-", "a.b", "", "x".repeat(65)])("refuses the host name %j", (computerName) => {
    expect(ofOs({ computerName })).toEqual([`${computerName} is not a host name`]);
  });

  it("is refused without a key or a password", () => {
    expect(ofOs({ linuxConfiguration: {} })).toEqual(["a Linux machine requires an SSH key or a password"]);
    expect(ofOs({ linuxConfiguration: undefined })).toEqual(["a Linux machine requires an SSH key or a password"]);
    expect(ofOs({ linuxConfiguration: undefined, adminPassword: "Simulated-1" })).toEqual([]);
  });

  it("accepts a key with a comment and a newline", () => {
    expect(ofKey(`${ed25519} a student's laptop\n`)).toEqual([]);
  });

  it.each([
    ["", "it does not start with ssh-ed25519 or ssh-rsa"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----", "it is a private key; give the file that ends in .pub"],
    [ed25519.slice(0, -8), "what follows the type is not a key of type ssh-ed25519"],
    [ed25519.replace("ssh-ed25519", "ssh-rsa"), "what follows the type is not a key of type ssh-rsa"],
    [ed25519.replace("ssh-ed25519", "ecdsa-sha2-nistp256"), "it does not start with ssh-ed25519 or ssh-rsa"],
  ])("refuses the key %j", (keyData, fault) => {
    expect(ofKey(keyData)).toEqual([`the SSH key is refused: ${fault}`]);
  });

  it("is refused with a key outside the administrator's own file", () => {
    const publicKeys = [{ path: "/home/other/.ssh/authorized_keys", keyData: ed25519 }];
    expect(ofOs({ linuxConfiguration: { ssh: { publicKeys } } })).toHaveLength(1);
  });

  it("accepts 65,535 bytes of customData", () => {
    expect(ofOs({ customData: base64(65_535) })).toEqual([]);
  });

  it.each([65_536, 65_537])("refuses %i bytes of customData", (bytes) => {
    expect(ofOs({ customData: base64(bytes) })).toEqual([
      expect.stringMatching(/^customData is not base64 of at most 6553[56] bytes$/),
    ]);
  });

  it("accepts 64 KiB of userData, and no more", () => {
    expect(of({ userData: base64(65_535) })).toEqual([]);
    expect(of({ userData: base64(65_537) })).toEqual(["userData is not base64 of at most 65536 bytes"]);
  });

  it.each(["#cloud-config", "eA", "e A=="])("accepts only base64 for data, not %j", (text) => {
    expect(of({ userData: text })).toEqual(["userData is not base64 of at most 65536 bytes"]);
    expect(ofOs({ customData: text })).toHaveLength(1);
  });

  it("reports all that is wrong at once", () => {
    expect(of({ hardwareProfile: {}, osProfile: {}, userData: "%" })).toEqual([
      "no VM size has the name undefined",
      " is not a host name",
      "a Linux machine requires an SSH key or a password",
      "userData is not base64 of at most 65536 bytes",
    ]);
  });
});
