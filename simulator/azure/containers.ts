import { contains } from "../../config/cidr";
import { type Inputs, type ResourceModel, faultsOf, repeated } from "../model";
import { armResource, guid } from "./arm";

const kubeconfig = (server: string) => `apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: lab, cluster: {server: "https://${server}:443"}}]
contexts: [{name: lab, context: {cluster: lab, user: lab}}]
users: [{name: lab, user: {token: simulated}}]
`;

/** `containerservice.listManagedClusterUserCredentials` */
export function userCredentials({ resourceName }: Inputs): Inputs {
  return {
    kubeconfigs: [
      { name: "clusterUser", value: Buffer.from(kubeconfig(`${resourceName}.invalid`)).toString("base64") },
    ],
  };
}

export const containerModels: Record<string, ResourceModel> = {
  "azure-native:containerregistry:Registry": armResource({
    type: "Microsoft.ContainerRegistry/registries",
    nameProperty: "registryName",
    nameRule: /^[a-zA-Z0-9]{5,50}$/,
    outputs: ({ resourceName }) => ({ loginServer: `${resourceName.toLowerCase()}.azurecr.io` }),
  }),
  "azure-native:containerservice:ManagedCluster": armResource({
    type: "Microsoft.ContainerService/managedClusters",
    nameProperty: "resourceName",
    nameRule: /^[a-zA-Z0-9](?:[-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
    outputs: ({ id, suffix, inputs }) => ({
      fqdn: `${inputs["dnsPrefix"]}-${suffix}.hcp.${inputs["location"]}.azmk8s.io`,
      identityProfile: {
        kubeletidentity: {
          objectId: guid(suffix, "object"),
          clientId: guid(suffix, "client"),
          resourceId: `${id}-agentpool`,
        },
      },
    }),
    faults: clusterFaults,
  }),
  "azure-native:containerservice:AgentPool": armResource({
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    nameProperty: "agentPoolName",
    nameRule: /^[a-z][a-z0-9]{0,11}$/,
    faults: (inputs) => poolFaults({ ...inputs, name: inputs["agentPoolName"] }),
  }),
};

function clusterFaults(inputs: Inputs): string[] {
  const pools: Inputs[] = inputs["agentPoolProfiles"] ?? [];
  const network: Inputs = inputs["networkProfile"] ?? {};
  return [
    ...pools.flatMap(poolFaults),
    ...networkFaults(network),
    ...faultsOf(
      [!pools.some((pool) => pool["mode"] === "System"), "AKS wants a node pool of mode System"],
      [
        !/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(inputs["dnsPrefix"] ?? ""),
        "dnsPrefix is no DNS label of 54 characters or fewer",
      ],
      [inputs["identity"] === undefined, "a cluster needs an identity"],
      [
        inputs["windowsProfile"] !== undefined && network["networkDataplane"] === "cilium",
        "Cilium cannot serve Windows nodes",
      ],
    ),
    ...repeated(pools.map((pool) => pool["name"])).map((name) => `two node pools have the name ${name}`),
  ];
}

function poolFaults(pool: Inputs): string[] {
  const windows = pool["osType"] === "Windows";
  const autoscaled = pool["enableAutoScaling"] === true;
  return faultsOf(
    [
      !/^[a-z][a-z0-9]{0,11}$/.test(pool["name"] ?? ""),
      `the node pool name ${pool["name"]} is not 1 to 12 lower-case letters and digits`,
    ],
    [
      windows && String(pool["name"]).length > 6,
      `the Windows node pool name ${pool["name"]} has more than 6 characters`,
    ],
    [windows && pool["mode"] === "System", "a Windows node pool cannot be the System pool"],
    [
      autoscaled && !(pool["minCount"] <= pool["count"] && pool["count"] <= pool["maxCount"]),
      "autoscaling wants minCount ≤ count ≤ maxCount",
    ],
    [
      !autoscaled && (pool["minCount"] !== undefined || pool["maxCount"] !== undefined),
      "minCount and maxCount go with enableAutoScaling only",
    ],
    [pool["osDiskSizeGB"] !== undefined && pool["osDiskSizeGB"] < 30, "a node's disk has at least 30 GB"],
  );
}

function networkFaults(network: Inputs): string[] {
  const { networkDataplane, networkPolicy, dnsServiceIP, serviceCidr } = network;
  return faultsOf(
    [
      (networkDataplane === "cilium") !== (networkPolicy === "cilium"),
      "networkDataplane and networkPolicy must both be cilium, or neither",
    ],
    [
      dnsServiceIP !== undefined && !contains(serviceCidr, `${dnsServiceIP}/32`),
      `dnsServiceIP ${dnsServiceIP} lies outside serviceCidr ${serviceCidr}`,
    ],
  );
}
