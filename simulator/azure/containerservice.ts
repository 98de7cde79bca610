import type * as containerservice from "@pulumi/azure-native/containerservice";
import type { containerservice as args } from "@pulumi/azure-native/types/input";
import type { Unwrap } from "@pulumi/pulumi";
import { leastNodeDiskGb, nodeImageGb } from "../../facts/azure/nodeDisks";
import { maintenanceHours } from "../../facts/azure/upgrades";
import { parseVmSize } from "../../facts/azure/vmSize";
import { type ProviderFunction, type ResourceModel, faultsOf, repeated } from "../model";
import { armResource, getFunction, guid } from "./arm";
import { networkFaults } from "./clusterNetwork";

const poolName = /^[a-z][a-z0-9]{0,11}$/;

const kubeconfig = (server: string) => `apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: lab, cluster: {server: "https://${server}:443"}}]
contexts: [{name: lab, context: {cluster: lab, user: lab}}]
users: [{name: lab, user: {token: simulated}}]
`;

export const windowsUnderCilium = "Cilium cannot serve Windows nodes";

const clusterType = "Microsoft.ContainerService/managedClusters";

export const containerserviceModels: Record<string, ResourceModel> = {
  "azure-native:containerservice:ManagedCluster": armResource<containerservice.ManagedClusterArgs>({
    type: clusterType,
    nameProperty: "resourceName",
    nameRule: /^[a-zA-Z0-9](?:[-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
    outputs: ({ id, randomSuffix, inputs, resourceName }) => ({
      nodeResourceGroup: `MC_${inputs.resourceGroupName}_${resourceName}_${inputs.location}`,
      fqdn: `${inputs.dnsPrefix}-${randomSuffix}.hcp.${inputs.location}.azmk8s.io`,
      identityProfile: {
        kubeletidentity: {
          objectId: guid(randomSuffix, "object"),
          clientId: guid(randomSuffix, "client"),
          resourceId: `${id}-agentpool`,
        },
      },
    }),
    check: clusterFaults,
  }),
  "azure-native:containerservice:AgentPool": armResource<containerservice.AgentPoolArgs>({
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    nameProperty: "agentPoolName",
    nameRule: poolName,
    check: (inputs, result) => [
      ...poolFaults({ ...inputs, name: result.outputs["name"] }),
      ...faultsOf([inputs.count === undefined, "AKS requires the count of a pool that is a resource"]),
    ],
  }),
  "azure-native:containerservice:MaintenanceConfiguration": armResource<containerservice.MaintenanceConfigurationArgs>({
    type: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    nameProperty: "configName",
    nameRule: /^(default|aksManagedAutoUpgradeSchedule|aksManagedNodeOSUpgradeSchedule)$/,
    check: ({ maintenanceWindow }) => windowFaults(maintenanceWindow ?? {}),
  }),
};

export const containerserviceFunctions: Record<string, ProviderFunction> = {
  "azure-native:containerservice:getManagedCluster": getFunction(clusterType, "resourceName"),
  "azure-native:containerservice:listManagedClusterUserCredentials": ({ resourceName }) => ({
    kubeconfigs: [
      { name: "clusterUser", value: Buffer.from(kubeconfig(`${resourceName}.invalid`)).toString("base64") },
    ],
  }),
};

/** A pool in the description of its cluster, or one that is a resource. */
type Pool = Partial<Unwrap<args.ManagedClusterAgentPoolProfileArgs>>;

function clusterFaults(inputs: Unwrap<containerservice.ManagedClusterArgs>): string[] {
  const pools = inputs.agentPoolProfiles ?? [];
  const network = inputs.networkProfile ?? {};
  return [
    ...pools
      .filter(({ name }) => !poolName.test(name ?? ""))
      .map(({ name }) => `the node pool name ${name} is not 1 to 12 lower-case letters and digits`),
    ...pools.flatMap(poolFaults),
    ...networkFaults(network),
    ...faultsOf(
      [!pools.some((pool) => pool.mode === "System"), "AKS requires a node pool of mode System"],
      [
        !/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(inputs.dnsPrefix ?? ""),
        "dnsPrefix is not a DNS label of at most 54 characters",
      ],
      [inputs.identity === undefined, "a cluster needs an identity"],
      [
        network.networkDataplane === "cilium" && (inputs.windowsProfile !== undefined || pools.some(isWindows)),
        windowsUnderCilium,
      ],
    ),
    ...repeated(pools.map(({ name }) => name)).map((name) => `two node pools have the name ${name}`),
  ];
}

function isWindows({ osType }: Pool): boolean {
  return osType === "Windows";
}

/** All but the form of its name, which is checked elsewhere: here for pools in a cluster, by `nameRule` for an AgentPool. */
function poolFaults(pool: Pool): string[] {
  const windows = isWindows(pool);
  const autoscaled = pool.enableAutoScaling === true;
  // AKS's defaults: one node, a VM size that AKS chooses, and for 0 GB the default disk of the VM size.
  const { minCount, maxCount, vmSize, osDiskSizeGB = 0 } = pool;
  const { count = autoscaled ? minCount : 1 } = pool;
  return faultsOf(
    [windows && String(pool.name).length > 6, `the Windows node pool name ${pool.name} has more than 6 characters`],
    [windows && pool.mode === "System", "a Windows node pool cannot be the System pool"],
    [autoscaled && !(minCount! <= count! && count! <= maxCount!), "autoscaling requires minCount ≤ count ≤ maxCount"],
    [
      !autoscaled && (minCount !== undefined || maxCount !== undefined),
      "minCount and maxCount require enableAutoScaling",
    ],
    [
      osDiskSizeGB !== 0 && osDiskSizeGB < leastNodeDiskGb,
      `a node's disk of ${osDiskSizeGB} GB has no room for pods: AKS's own image fills up to ${nodeImageGb} GB of it; ` +
        `give it ${leastNodeDiskGb} GB or more`,
    ],
    [vmSize !== undefined && !parseVmSize(vmSize), `no VM size has the name ${vmSize}`],
  );
}

function windowFaults({
  durationHours = 0,
  startTime = "",
  utcOffset = "",
}: Partial<Unwrap<args.MaintenanceWindowArgs>>): string[] {
  return faultsOf(
    [durationHours < maintenanceHours, `a maintenance window lasts ${maintenanceHours} hours or more`],
    [!/^([01]\d|2[0-3]):[0-5]\d$/.test(startTime), `${startTime} is not a time of the form HH:mm`],
    [utcOffset !== "" && !/^[+-]\d{2}:\d{2}$/.test(utcOffset), `${utcOffset} is not an offset of the form +HH:mm`],
  );
}
