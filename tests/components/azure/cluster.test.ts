import { AzureCluster } from "../../../components/azure/cluster";
import { apiServerIn } from "../../../components/azure/cluster/credentials";
import {
  type AzureClusterSettings,
  kubernetesVersion,
  networkProfile,
  systemPool,
} from "../../../components/azure/cluster/profiles";
import { AzureRegistry } from "../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../lab";
import { tags, testGroup } from "./testGroup";

const managedCluster = "azure-native:containerservice:ManagedCluster";
const provider = "pulumi:providers:kubernetes";

const clusterWith = memoize(async (config: Record<string, string> = {}) => {
  const { resources, outputs } = await run(() => {
    const group = testGroup();
    const registry = new AzureRegistry("registry", group);
    const cluster = new AzureCluster("cluster", { ...group, registry, settings: labConfig(config) });
    const { kubeconfig, podAndServiceCidrs, nodeResourceGroup, server } = cluster;
    return { kubeconfig, podAndServiceCidrs, nodeResourceGroup, server };
  });
  return { all: resources, outputs, cluster: only(resources, managedCluster) };
});

describe("AzureCluster", () => {
  it("is a cluster, its kubelets' right to pull and a provider, and nothing else", async () => {
    const { all } = await clusterWith();
    expect(resourceSet(all.filter(({ urn }) => urn.includes("lab:azure:Cluster")))).toEqual([
      "azure-native:authorization:RoleAssignment cluster-pull",
      `${managedCluster} cluster`,
      "lab:azure:Cluster cluster",
      `${provider} cluster-kubernetes`,
    ]);
  });

  it("has four nodes on the Free tier, with Cilium and disks that have room for pods, and no option that Azure may refuse", async () => {
    const { cluster } = await clusterWith();
    const { resourceGroupName, ...inputs } = cluster.inputs;
    expect(resourceGroupName).toMatch(/^group[0-9a-f]{8}$/);
    expect(inputs).toEqual({
      location: "koreacentral",
      sku: { name: "Base", tier: "Free" },
      dnsPrefix: "cluster",
      identity: { type: "SystemAssigned" },
      enableRBAC: true,
      agentPoolProfiles: [
        {
          name: "system",
          mode: "System",
          type: "VirtualMachineScaleSets",
          osType: "Linux",
          osDiskType: "Managed",
          osDiskSizeGB: 64,
          vmSize: "Standard_D2s_v5",
          kubeletConfig: { podMaxPids: 1024 },
          count: 4,
          enableAutoScaling: false,
          tags,
        },
      ],
      apiServerAccessProfile: { authorizedIPRanges: [] },
      autoUpgradeProfile: { upgradeChannel: "none", nodeOSUpgradeChannel: "None" },
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataplane: "cilium",
        networkPolicy: "cilium",
        loadBalancerSku: "standard",
        outboundType: "loadBalancer",
        podCidr: "10.244.0.0/16",
        serviceCidr: "10.0.0.0/16",
        dnsServiceIP: "10.0.0.10",
      },
      tags,
    });
  });

  it("is replaced, the old one first, when something changes that Azure cannot change", async () => {
    const { cluster } = await clusterWith();
    expect(cluster.options).toMatchObject({
      deleteBeforeReplace: true,
      replaceOnChanges: [
        "agentPoolProfiles[0].vmSize",
        "agentPoolProfiles[0].availabilityZones",
        "agentPoolProfiles[0].osDiskType",
        "agentPoolProfiles[0].osDiskSizeGB",
        "agentPoolProfiles[0].kubeletConfig.podMaxPids",
      ],
    });
  });

  it("lets the kubelets pull by the object id of their identity, not by its client id", async () => {
    const { all, cluster } = await clusterWith();
    const identity = cluster.state["identityProfile"]["kubeletidentity"];
    expect(identity.objectId).not.toBe(identity.clientId);
    expect(only(all, "azure-native:authorization:RoleAssignment").inputs).toEqual({
      scope: only(all, "azure-native:containerregistry:Registry").id,
      principalId: identity.objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
    });
  });

  it("keeps the kubeconfig secret, and the identity of the cluster apart from it", async () => {
    const { all, outputs, cluster } = await clusterWith();
    expect(outputs["kubeconfig"]).toBe("[secret]");
    const { shownInputs, inputs } = only(all, provider);
    expect(shownInputs).toEqual({ kubeconfig: "[secret]", clusterIdentifier: cluster.id });
    expect(inputs["kubeconfig"]).toMatch(/^apiVersion: v1\nkind: Config\n/);
    expect(outputs["server"]).toBe("[secret]");
  });

  it("knows the group of its nodes, and the ranges of its pods and Services", async () => {
    const { outputs, cluster } = await clusterWith();
    expect(outputs).toMatchObject({
      nodeResourceGroup: `MC_${cluster.inputs["resourceGroupName"]}_${cluster.state["name"]}_koreacentral`,
      podAndServiceCidrs: ["10.244.0.0/16", "10.0.0.0/16"],
    });
  });

  it("lets AKS upgrade the nodes' images in the window that is set, each week for four hours", async () => {
    const window = { day: "Sunday", startAt: "03:00", utcOffset: "+09:00" };
    const { all, cluster } = await clusterWith({ nodeUpgrades: JSON.stringify(window) });
    expect(cluster.inputs["autoUpgradeProfile"]).toEqual({ upgradeChannel: "none", nodeOSUpgradeChannel: "NodeImage" });
    expect(only(all, "azure-native:containerservice:MaintenanceConfiguration").inputs).toEqual({
      resourceGroupName: cluster.inputs["resourceGroupName"],
      resourceName: cluster.state["name"],
      configName: "aksManagedNodeOSUpgradeSchedule",
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
        durationHours: 4,
        startTime: "03:00",
        utcOffset: "+09:00",
      },
    });
  });

  it("with windows adds a pool and an administrator, whose password is secret", async () => {
    const { all, cluster } = await clusterWith({ windows: "true", authorizedIpRanges: '["203.0.113.0/24"]' });
    expect(only(all, "azure-native:containerservice:AgentPool").inputs).toEqual({
      resourceGroupName: cluster.inputs["resourceGroupName"],
      resourceName: cluster.state["name"],
      agentPoolName: "win",
      mode: "User",
      type: "VirtualMachineScaleSets",
      osType: "Windows",
      osSKU: "Windows2022",
      count: 1,
      enableAutoScaling: false,
      nodeTaints: ["os=windows:NoSchedule"],
      vmSize: "Standard_D2s_v5",
      tags,
    });
    expect(cluster.shownInputs["windowsProfile"]).toEqual({ adminUsername: "labadmin", adminPassword: "[secret]" });
    expect(cluster.inputs["kubernetesVersion"]).toBe("1.36");
  });

  it("opens the API server only to the ranges that are set", async () => {
    const { cluster } = await clusterWith({ windows: "true", authorizedIpRanges: '["203.0.113.0/24"]' });
    expect(cluster.inputs["apiServerAccessProfile"]).toEqual({ authorizedIPRanges: ["203.0.113.0/24"] });
  });
});

const settings: AzureClusterSettings = {
  nodeCount: 2,
  maxNodeCount: undefined,
  nodeSize: "Standard_D2s_v5",
  kubernetesVersion: undefined,
  zones: [],
  authorizedIpRanges: [],
  webFrom: [],
  nodeUpgrades: undefined,
  networkDataplane: "auto",
  podCidr: "10.244.0.0/16",
  serviceCidr: "10.0.0.0/16",
  windows: false,
};

describe("systemPool", () => {
  it("autoscales from nodeCount to maxNodeCount, and leaves the number of nodes to the autoscaler", () => {
    const { count, ...pool } = systemPool({ ...settings, maxNodeCount: 6 }, tags) as { count?: number };
    expect([count, pool]).toMatchObject([undefined, { enableAutoScaling: true, minCount: 2, maxCount: 6 }]);
  });

  it("places the nodes in the zones that are set", () => {
    expect(systemPool({ ...settings, zones: [1, 3] }, tags)).toMatchObject({ availabilityZones: ["1", "3"] });
  });

  it("has the Kubernetes version of the control plane", () => {
    expect(systemPool({ ...settings, kubernetesVersion: "1.35" }, tags)).toMatchObject({ orchestratorVersion: "1.35" });
  });
});

describe("kubernetesVersion", () => {
  it.each([
    ["AKS's default", {}, {}],
    ["the version that is set", { kubernetesVersion: "1.35" }, { input: "1.35" }],
    ["with windows the last that has its nodes", { windows: true }, { input: "1.36" }],
    ["with windows the version that is set", { windows: true, kubernetesVersion: "1.35" }, { input: "1.35" }],
  ])("is %s", (_which, changes, expected) => {
    expect(kubernetesVersion({ ...settings, ...changes }, "input")).toEqual(expected);
  });
});

describe("networkProfile", () => {
  it.each([
    ["auto", false, "cilium", "cilium"],
    ["auto", true, "azure", "calico"],
    ["cilium", false, "cilium", "cilium"],
    ["azure", false, "azure", "calico"],
    ["azure", true, "azure", "calico"],
  ] as const)(
    "with networkDataplane %s and windows %s is %s, with %s for policies",
    (asked, windows, plane, policy) => {
      expect(networkProfile({ ...settings, networkDataplane: asked, windows })).toMatchObject({
        networkDataplane: plane,
        networkPolicy: policy,
      });
    },
  );

  it("has the DNS service inside the Services' range, and not at its first address", () => {
    expect(networkProfile({ ...settings, serviceCidr: "10.64.8.0/24" })).toMatchObject({
      serviceCidr: "10.64.8.0/24",
      dnsServiceIP: "10.64.8.10",
    });
  });
});

describe("apiServerIn", () => {
  it("finds the API server of a kubeconfig", () => {
    expect(apiServerIn("clusters: [{ cluster: { server: https://aks.example.com:443 } }]")).toBe(
      "https://aks.example.com:443",
    );
  });

  it.each(["{}", "clusters: []"])("says how to go on with a kubeconfig without one: %s", (kubeconfig) => {
    expect(() => apiServerIn(kubeconfig)).toThrow(
      "AKS's kubeconfig does not name an API server yet. Run `npm run pulumi -- refresh --stack test`, then `npm run pulumi -- up --stack test` again.",
    );
  });
});
