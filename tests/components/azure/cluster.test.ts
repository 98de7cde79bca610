import * as resources from "@pulumi/azure-native/resources";
import { AzureCluster } from "../../../components/azure/cluster";
import { AzureRegistry } from "../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../lab";

const managedCluster = "azure-native:containerservice:ManagedCluster";
const tags = { lab: "lab" };

const clusterWith = memoize(async (config: Record<string, string> = {}) => {
  const { resources: all, outputs } = await run(() => {
    const resourceGroup = new resources.ResourceGroup("group", { location: "koreacentral" });
    const registry = new AzureRegistry("registry", { resourceGroup, tags });
    const cluster = new AzureCluster("cluster", { resourceGroup, registry, settings: labConfig(config), tags });
    return { kubeconfig: cluster.kubeconfig };
  });
  return { all, outputs, cluster: only(all, managedCluster) };
});

describe("AzureCluster", () => {
  it("is a cluster, its kubelets' right to pull and a provider, and nothing else", async () => {
    const { all } = await clusterWith();
    expect(resourceSet(all.filter(({ urn }) => urn.includes("lab:azure:Cluster")))).toEqual([
      "azure-native:authorization:RoleAssignment cluster-pull",
      `${managedCluster} cluster`,
      "lab:azure:Cluster cluster",
      "pulumi:providers:kubernetes cluster-kubernetes",
    ]);
  });

  it("has four nodes on the Free tier, with Cilium and small disks, and no option that Azure may refuse", async () => {
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
          osDiskSizeGB: 32,
          vmSize: "Standard_D2s_v5",
          count: 4,
          tags,
        },
      ],
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

  it("is replaced, the old one first, when something changes that Azure changes on no cluster", async () => {
    const { cluster } = await clusterWith();
    expect(cluster.options).toMatchObject({
      deleteBeforeReplace: true,
      replaceOnChanges: [
        "networkProfile",
        "windowsProfile",
        "agentPoolProfiles[0].vmSize",
        "agentPoolProfiles[0].availabilityZones",
        "agentPoolProfiles[0].osDiskType",
        "agentPoolProfiles[0].osDiskSizeGB",
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

  it("keeps the kubeconfig secret, and tells the provider which cluster it is for", async () => {
    const { all, outputs, cluster } = await clusterWith();
    expect(outputs).toEqual({ kubeconfig: "[secret]" });
    const provider = only(all, "pulumi:providers:kubernetes");
    expect(provider.shownInputs).toEqual({ kubeconfig: "[secret]", clusterIdentifier: cluster.id });
    expect(provider.inputs["kubeconfig"]).toMatch(/^apiVersion: v1\nkind: Config\n/);
  });

  it("autoscales from nodeCount to maxNodeCount", async () => {
    const { cluster } = await clusterWith({ nodeCount: "2", maxNodeCount: "6" });
    expect(cluster.inputs["agentPoolProfiles"]).toEqual([
      expect.objectContaining({ count: 2, enableAutoScaling: true, minCount: 2, maxCount: 6 }),
    ]);
  });

  it("places the nodes in the zones that are named", async () => {
    const { cluster } = await clusterWith({ zones: "[1,3]" });
    expect(cluster.inputs["agentPoolProfiles"]).toEqual([expect.objectContaining({ availabilityZones: ["1", "3"] })]);
  });

  it("opens the API server to the ranges that are named only", async () => {
    const { cluster } = await clusterWith({ authorizedIpRanges: '["203.0.113.0/24"]' });
    expect(cluster.inputs["apiServerAccessProfile"]).toEqual({ authorizedIPRanges: ["203.0.113.0/24"] });
  });

  it("pins the Kubernetes version of control plane and nodes alike, if one is named", async () => {
    const { cluster } = await clusterWith({ kubernetesVersion: "1.36" });
    expect(cluster.inputs["kubernetesVersion"]).toBe("1.36");
    expect(cluster.inputs["agentPoolProfiles"]).toEqual([expect.objectContaining({ orchestratorVersion: "1.36" })]);
  });

  it("puts the DNS service inside whatever range the Services have", async () => {
    const { cluster } = await clusterWith({ serviceCidr: "10.64.8.0/24" });
    expect(cluster.inputs["networkProfile"]).toMatchObject({ serviceCidr: "10.64.8.0/24", dnsServiceIP: "10.64.8.10" });
  });

  it("takes Azure's own dataplane on request, and still enforces NetworkPolicies", async () => {
    const { cluster } = await clusterWith({ networkDataplane: "azure" });
    expect(cluster.inputs["networkProfile"]).toMatchObject({ networkDataplane: "azure", networkPolicy: "calico" });
    expect(cluster.inputs["windowsProfile"]).toBeUndefined();
  });

  it("with windows adds a pool of its own, and leaves Cilium, which cannot serve it", async () => {
    const { all, cluster } = await clusterWith({ windows: "true" });
    expect(only(all, "azure-native:containerservice:AgentPool").inputs).toEqual({
      resourceGroupName: cluster.inputs["resourceGroupName"],
      resourceName: cluster.state["name"],
      agentPoolName: "win",
      mode: "User",
      type: "VirtualMachineScaleSets",
      osType: "Windows",
      osSKU: "Windows2022",
      count: 1,
      vmSize: "Standard_D2s_v5",
      tags,
    });
    expect(cluster.inputs["agentPoolProfiles"]).toEqual([expect.objectContaining({ orchestratorVersion: "1.36" })]);
    expect(cluster.inputs["kubernetesVersion"]).toBe("1.36");
    expect(cluster.inputs["networkProfile"]).toMatchObject({ networkDataplane: "azure", networkPolicy: "calico" });
    expect(cluster.shownInputs["windowsProfile"]).toEqual({ adminUsername: "labadmin", adminPassword: "[secret]" });
  });
});
