import { type VmSize, parseVmSize } from "../../facts/azure/vmSize";
import type { Inputs, SimulatedResource } from "../../simulator";

/** What a lab takes from a subscription's quota, with every autoscaled pool at its largest. */
export interface VcpuNeed {
  readonly total: number;
  /** Azure counts quota by family (`Dsv5`, `Basv2`) besides the region's total. */
  readonly byFamily: Readonly<Record<string, number>>;
}

export interface MachineGroup {
  readonly size: VmSize;
  readonly count: number;
  /** Whether they are a node pool, which is upgraded with one node more than it has. */
  readonly pool: boolean;
}

/** The machines that the resources of a lab stand for. */
export function machinesOf(resources: readonly SimulatedResource[]): MachineGroup[] {
  return resources.flatMap(({ type, inputs }) => {
    switch (type) {
      case "azure-native:containerservice:ManagedCluster":
        return ((inputs["agentPoolProfiles"] ?? []) as Inputs[]).flatMap(poolMachines);
      case "azure-native:containerservice:AgentPool":
        return poolMachines(inputs);
      case "azure-native:compute:VirtualMachine":
        return group(inputs["hardwareProfile"]["vmSize"] as string, 1, false);
      default:
        return [];
    }
  });
}

export function vcpuNeed(machines: readonly MachineGroup[]): VcpuNeed {
  const byFamily: Record<string, number> = {};
  for (const { size, count } of machines) byFamily[size.family] = (byFamily[size.family] ?? 0) + count * size.vcpus;
  return { total: Object.values(byFamily).reduce((sum, vcpus) => sum + vcpus, 0), byFamily };
}

function poolMachines({ vmSize, count, maxCount }: Inputs): MachineGroup[] {
  return group(vmSize as string, (maxCount ?? count) as number, true);
}

function group(name: string, count: number, pool: boolean): MachineGroup[] {
  const size = parseVmSize(name);
  return size ? [{ size, count, pool }] : [];
}
