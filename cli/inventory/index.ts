import type { SimulatedResource } from "../../simulator";
import { type AddressNeed, addressesIn } from "./addresses";
import { type Billed, billedIn } from "./billed";
import { type DockerObjects, dockerObjectsIn } from "./dockerObjects";
import { type MachineGroup, azurePoolsIn, machinesIn } from "./machines";
import { type ClusterNodes, clusterNodes } from "./nodes";
import { type PodRequests, podRequestsIn } from "./podRequests";
import { type RegistryTokens, registryTokensIn } from "./registryTokens";

/** What the resources of a rehearsal mean. Only this folder reads their inputs; commands read the inventory. */
export interface Inventory {
  /** Machines that are rented. */
  readonly machines: readonly MachineGroup[];
  /** `undefined` if the lab does not make the cluster. */
  readonly nodes: ClusterNodes | undefined;
  readonly pods: PodRequests;
  /** Public addresses on Azure. */
  readonly addresses: AddressNeed;
  /** What Azure bills by the hour. */
  readonly billed: readonly Billed[];
  /** `undefined` if students have no part of a registry on Azure. */
  readonly registryTokens: RegistryTokens | undefined;
  readonly docker: DockerObjects;
  /** Context of an existing cluster in the user's kubeconfig; `undefined` if the lab makes the cluster. */
  readonly kubeContext: string | undefined;
}

export function inventoryOf(resources: readonly SimulatedResource[]): Inventory {
  const docker = dockerObjectsIn(resources);
  const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const pods = podRequestsIn(resources);
  const addresses = addressesIn(resources, pods);
  return {
    machines: machinesIn(resources),
    nodes: clusterNodes(azurePoolsIn(resources), docker.nodes),
    pods,
    addresses,
    billed: billedIn(resources, addresses, pods),
    registryTokens: registryTokensIn(resources),
    docker,
    kubeContext: provider?.inputs["context"] as string | undefined,
  };
}
