import { parse } from "yaml";
import { containerserviceFunctions, containerserviceModels } from "../../../simulator/azure/containerservice";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const cluster = "azure-native:containerservice:ManagedCluster";
const listCredentials = "azure-native:containerservice:listManagedClusterUserCredentials";
const agentPool = "azure-native:containerservice:AgentPool";
const group = { resourceGroupName: "lab", location: "koreacentral" };

const system = { name: "system", mode: "System", osType: "Linux", vmSize: "Standard_D2s_v5", count: 4 };
const windows = { name: "win", mode: "User", osType: "Windows", vmSize: "Standard_D2s_v5", count: 1 };
const cilium = { networkPlugin: "azure", networkDataplane: "cilium", networkPolicy: "cilium" };
const calico = { networkPlugin: "azure", networkDataplane: "azure", networkPolicy: "calico" };
const ranges = { podCidr: "10.244.0.0/16", serviceCidr: "10.0.0.0/16", dnsServiceIP: "10.0.0.10" };

const right = {
  ...group,
  dnsPrefix: "lab",
  identity: { type: "SystemAssigned" },
  agentPoolProfiles: [system],
  networkProfile: { ...cilium, ...ranges },
};
const ofCluster = (changes: Inputs = {}) => refusals(containerserviceModels, cluster, { ...right, ...changes });
const ofPools = (...agentPoolProfiles: Inputs[]) => ofCluster({ agentPoolProfiles });
const ofNetwork = (networkProfile: Inputs) => ofCluster({ networkProfile });

describe("a cluster", () => {
  it("is taken with Cilium, with Calico, and with the network left to AKS", () => {
    const { networkProfile: _, ...unsaid } = right;
    expect(ofCluster()).toEqual([]);
    expect(ofNetwork({ ...calico, ...ranges })).toEqual([]);
    expect(refusals(containerserviceModels, cluster, unsaid)).toEqual([]);
  });

  it("reports its host name and the two ids of its kubelets' identity, which are not the same", () => {
    const { outputs } = answerOf(containerserviceModels, cluster, { ...right, resourceName: "aks" });
    const { kubeletidentity } = outputs["identityProfile"];
    expect(outputs["fqdn"]).toBe("lab-0a1b2c3d.hcp.koreacentral.azmk8s.io");
    expect(Object.keys(kubeletidentity).sort()).toEqual(["clientId", "objectId", "resourceId"]);
    expect(kubeletidentity.clientId).not.toBe(kubeletidentity.objectId);
  });

  it("gives a kubeconfig of the form that AKS gives", () => {
    const [credentials] = containerserviceFunctions[listCredentials]!({ resourceName: "aks" }, [])["kubeconfigs"];
    expect(credentials.name).toBe("clusterUser");
    expect(parse(Buffer.from(credentials.value, "base64").toString("utf8"))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "lab",
      clusters: [{ name: "lab", cluster: { server: "https://aks.invalid:443" } }],
      contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
      users: [{ name: "lab", user: { token: "simulated" } }],
    });
  });

  it("is refused without an identity", () => {
    expect(ofCluster({ identity: undefined })).toEqual(["a cluster needs an identity"]);
  });

  it.each(["a", "Lab-1", "1", "x".repeat(54)])("accepts the dnsPrefix %j", (dnsPrefix) => {
    expect(ofCluster({ dnsPrefix })).toEqual([]);
  });

  it.each([undefined, "", "-lab", "lab-", "l.b", "l_b", "x".repeat(55)])("refuses the dnsPrefix %j", (dnsPrefix) => {
    expect(ofCluster({ dnsPrefix })).toEqual(["dnsPrefix is not a DNS label of at most 54 characters"]);
  });

  it("refuses Windows under Cilium, and accepts it under Azure's own dataplane", () => {
    const windowsProfile = { adminUsername: "labadmin", adminPassword: "Simulated-1" };
    expect(ofCluster({ windowsProfile })).toEqual(["Cilium cannot serve Windows nodes"]);
    expect(ofCluster({ windowsProfile, networkProfile: { ...calico, ...ranges } })).toEqual([]);
  });

  it("refuses a Windows pool under Cilium also where nobody names an administrator for it", () => {
    expect(ofPools(system, windows)).toEqual(["Cilium cannot serve Windows nodes"]);
  });
});

describe("the node pools of a cluster", () => {
  const ofPool = (changes: Inputs) => ofPools({ ...system, ...changes });

  it("include one of mode System", () => {
    expect(ofPools({ ...system, mode: "User" })).toEqual(["AKS requires a node pool of mode System"]);
    expect(ofPools()).toEqual(["AKS requires a node pool of mode System"]);
    expect(ofPools({ ...system, name: "user", mode: "User" }, system)).toEqual([]);
  });

  it("have names of their own", () => {
    expect(ofPools(system, { ...system, mode: "User" })).toEqual(["two node pools have the name system"]);
  });

  it.each(["Pool", "1pool", "my-pool", "", "x".repeat(13)])("are refused under the name %j", (name) => {
    expect(ofPool({ name })).toEqual([`the node pool name ${name} is not 1 to 12 lower-case letters and digits`]);
  });

  it("have disks on which pods have room beside AKS's own image", () => {
    expect(ofPool({ osDiskSizeGB: 63 })).toEqual([
      "a node's disk of 63 GB has no room for pods: AKS's own image fills up to 26 GB of it; give it 64 GB or more",
    ]);
    expect(ofPool({ osDiskSizeGB: 64 })).toEqual([]);
  });

  it("may leave the disks' size to AKS by 0", () => {
    expect(ofPool({ osDiskSizeGB: 0 })).toEqual([]);
  });

  it.each([
    [1, 1, 1],
    [1, 4, 10],
    [0, 0, 3],
  ])("may scale from %i over %i to %i", (minCount, count, maxCount) => {
    expect(
      ofPools(system, { ...system, name: "more", mode: "User", enableAutoScaling: true, minCount, count, maxCount }),
    ).toEqual([]);
  });

  it.each([
    [5, 4, 10],
    [1, 4, 3],
    [undefined, 4, 10],
    [1, 4, undefined],
  ])("do not scale from %p over %p to %p", (minCount, count, maxCount) => {
    expect(ofPool({ enableAutoScaling: true, minCount, count, maxCount })).toEqual([
      "autoscaling requires minCount ≤ count ≤ maxCount",
    ]);
  });

  it("may leave the count to AKS, whose default is 1, where it scales", () => {
    expect(ofPool({ enableAutoScaling: true, minCount: 1, count: undefined, maxCount: 3 })).toEqual([]);
  });

  it.each([{ minCount: 1 }, { maxCount: 5 }, { enableAutoScaling: false, minCount: 1, maxCount: 5 }])(
    "have no limits of scaling without it: %j",
    (limits) => {
      expect(ofPool(limits)).toEqual(["minCount and maxCount require enableAutoScaling"]);
    },
  );

  it("are refused with an unknown VM size", () => {
    expect(ofPool({ vmSize: "Standard_Tiny" })).toEqual(["no VM size has the name Standard_Tiny"]);
  });
});

describe("a node pool that is a resource", () => {
  const pool = { resourceGroupName: "lab", resourceName: "aks", ...windows, agentPoolName: "win" };
  const ofPool = (changes: Inputs = {}, name = "it") =>
    refusals(containerserviceModels, agentPool, { ...pool, ...changes }, name);

  it("is taken with Windows, a short name and mode User", () => {
    expect(ofPool()).toEqual([]);
    expect(ofPool({ agentPoolName: "winnet" })).toEqual([]);
  });

  it("has at most 6 characters in its name if it is Windows", () => {
    expect(ofPool({ agentPoolName: "windows" })).toEqual([
      "the Windows node pool name windows has more than 6 characters",
    ]);
    expect(ofPool({ agentPoolName: "windows", osType: "Linux" })).toEqual([]);
  });

  it("is not the System pool if it is Windows", () => {
    expect(ofPool({ mode: "System" })).toEqual(["a Windows node pool cannot be the System pool"]);
  });

  it("reports a wrong name once", () => {
    expect(ofPool({ agentPoolName: "my-pool", osType: "Linux" })).toHaveLength(1);
  });

  it("may leave its name to azure-native, which makes one up", () => {
    expect(ofPool({ agentPoolName: undefined, osType: "Linux" }, "pool")).toEqual([]);
  });
});

describe("the network of a cluster", () => {
  it("has Cilium for the dataplane where Cilium enforces policies", () => {
    const fault = ["networkDataplane and networkPolicy must both be cilium, or neither"];
    expect(ofNetwork({ ...calico, networkPolicy: "cilium" })).toEqual(fault);
    expect(ofNetwork({ networkPlugin: "azure", networkPolicy: "cilium" })).toEqual(fault);
    expect(ofNetwork({ ...cilium, networkPolicy: "calico" })).toEqual(fault);
  });

  it("may leave the policies to a Cilium dataplane, which enforces them itself", () => {
    expect(ofNetwork({ networkPlugin: "azure", networkDataplane: "cilium" })).toEqual([]);
  });

  it.each(["10.1.0.10", "9.255.255.255"])("has its DNS service in serviceCidr, not at %s", (dnsServiceIP) => {
    expect(ofNetwork({ ...cilium, ...ranges, dnsServiceIP })).toEqual([
      `dnsServiceIP ${dnsServiceIP} lies outside serviceCidr 10.0.0.0/16`,
    ]);
  });

  it("has its DNS service anywhere in serviceCidr but at the API server's address, the first", () => {
    expect(ofNetwork({ ...cilium, ...ranges, dnsServiceIP: "10.0.255.254" })).toEqual([]);
    expect(ofNetwork({ ...cilium, ...ranges, dnsServiceIP: "10.0.0.1" })).toHaveLength(1);
  });

  it("is checked, and does not stop the rehearsal, with dnsServiceIP but no serviceCidr", () => {
    expect(() => ofNetwork({ ...cilium, dnsServiceIP: "10.0.0.10" })).not.toThrow();
  });

  it("refuses a policy other than Cilium's beside its dataplane only", () => {
    expect(ofNetwork({ ...ranges, networkPlugin: "azure", networkPolicy: "none" })).toEqual([]);
    expect(ofNetwork({ ...ranges, ...cilium, networkPolicy: "none" })).toHaveLength(1);
  });

  it.each(["podCidr", "serviceCidr", "dnsServiceIP"])("reports a malformed %s instead of throwing", (key) => {
    const faults = ofNetwork({ ...cilium, ...ranges, [key]: "10.0.0" });
    expect(faults).toEqual([expect.stringContaining(`${key} 10.0.0`)]);
  });

  it("does not have pods and Services in one range", () => {
    expect(ofNetwork({ ...cilium, ...ranges, podCidr: "10.0.0.0/8" })).toHaveLength(1);
  });
});
