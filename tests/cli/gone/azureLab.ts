import { project } from "../harness";
import { type FakeResource, scope } from "../azure/fakeArm";

/** A lab of the stack `dev` as it is on Azure, with what Azure made besides. */

export const tags = { lab: project, stack: "dev", owner: "instructor" };

const location = "koreacentral";

export interface AzureLab {
  readonly resources: readonly FakeResource[];
  readonly group: string;
  readonly nodeGroup: string;
  readonly cluster: string;
  readonly role: string;
  readonly assignment: string;
  readonly budget: string;
  /** Ids that Pulumi's state has. */
  readonly ids: readonly string[];
}

/** @param name of its resource group, as Pulumi makes it: `lab` and eight digits */
export function azureLab(name: string): AzureLab {
  const group = `${scope}/resourceGroups/${name}`;
  const nodeGroup = `${scope}/resourceGroups/MC_${name}_cluster_${location}`;
  const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/cluster`;
  const role = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${name}-stop`;
  const assignment = `${cluster}/providers/Microsoft.Authorization/roleAssignments/${name}-grant`;
  const budget = `${scope}/providers/Microsoft.Consumption/budgets/budget-${name}`;
  const inGroup = (type: string, id: string, given: object = {}): FakeResource => ({
    ...{ id: `${group}/providers/${type}/${id}`, location, tags },
    ...given,
  });
  const ofNodes = (type: string, id: string, given: object): FakeResource => ({
    ...{ id: `${nodeGroup}/providers/${type}/${id}`, location, tags },
    ...given,
  });
  const own = [
    { id: group, name, location, tags, properties: { provisioningState: "Succeeded" } },
    { id: cluster, location, tags, sku: { name: "Base", tier: "Free" } },
    inGroup("Microsoft.ContainerRegistry/registries", "registry1", { sku: { name: "Basic", tier: "Basic" } }),
    inGroup("Microsoft.Compute/virtualMachines", "host", {
      properties: {
        hardwareProfile: { vmSize: "Standard_B2als_v2" },
        storageProfile: { osDisk: { osType: "Linux" } },
      },
    }),
    inGroup("Microsoft.Network/virtualNetworks", "network"),
    inGroup("Microsoft.Logic/workflows", "curfew-stop"),
  ];
  const others = [
    // Azure made it for the machine; it has the machine's tags.
    inGroup("Microsoft.Compute/disks", "host_OsDisk", {
      sku: { name: "StandardSSD_LRS" },
      properties: { diskSizeGB: 30 },
    }),
    { id: nodeGroup, name: nodeGroup.split("/").at(-1), location, tags, managedBy: cluster },
    ofNodes("Microsoft.Compute/virtualMachineScaleSets", "aks-nodes", {
      sku: { name: "Standard_D2s_v5", capacity: 4 },
      properties: {
        virtualMachineProfile: {
          storageProfile: {
            osDisk: { osType: "Linux", diskSizeGB: 64, managedDisk: { storageAccountType: "Premium_LRS" } },
          },
        },
      },
    }),
    ofNodes("Microsoft.Network/loadBalancers", "kubernetes", {
      sku: { name: "Standard" },
      properties: { loadBalancingRules: [{}, {}], outboundRules: [{}] },
    }),
    ofNodes("Microsoft.Network/publicIPAddresses", "outbound", { sku: { name: "Standard" } }),
  ];
  const outside = [
    { id: role, properties: { roleName: `Container lab ${name}: stop`, type: "CustomRole" } },
    { id: assignment, properties: { scope: cluster, roleDefinitionId: role, principalId: "app" } },
    {
      ...{ id: budget, name: `budget-${name}` },
      properties: { filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: [name] } } },
    },
  ];
  return {
    ...{ resources: [...own, ...others, ...outside], group, nodeGroup, cluster, role, assignment, budget },
    ids: [...own, ...outside].map(({ id }) => id),
  };
}

/** What Azure has in any subscription. */
export const networkWatcher: readonly FakeResource[] = [
  { id: `${scope}/resourceGroups/NetworkWatcherRG`, name: "NetworkWatcherRG", location },
  { id: `${scope}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/kr`, location },
];

/** Pulumi's answers for a stack `dev` whose state has these ids on Azure. */
export function stateWith(ids: readonly string[]) {
  const urn = (index: number) => `urn:pulumi:dev::${project}::x::r${index}`;
  const resources = [
    { urn: urn(0), type: "pulumi:pulumi:Stack" },
    { urn: urn(1), type: "pulumi:providers:azure-native", id: "provider" },
    ...ids.map((id, index) => ({ urn: urn(index + 2), type: "azure-native:resources:Any", id })),
  ];
  return {
    "stack ls --json --non-interactive": { stdout: JSON.stringify([{ name: "dev", current: true }]) },
    "stack export --stack dev": {
      stdout: JSON.stringify({ version: 3, deployment: { resources: ids.length === 0 ? [] : resources } }),
    },
  };
}

export const noStack = { "stack ls --json --non-interactive": { stdout: "[]" } };
