import { machinesIn, vcpuNeed } from "../../../cli/inventory/machines";
import type { Inputs, SimulatedResource } from "../../../simulator";

function resource(type: string, inputs: Inputs): SimulatedResource {
  return { type: `azure-native:${type}`, inputs } as SimulatedResource;
}

function cluster(...agentPoolProfiles: Inputs[]): SimulatedResource {
  return resource("containerservice:ManagedCluster", { agentPoolProfiles });
}

/** Machines in few words: `4 × Standard_D2s_v5`. */
function machines(...resources: SimulatedResource[]): string[] {
  return machinesIn(resources).map(({ size, count }) => `${count} × ${size.name}`);
}

const pool = { vmSize: "Standard_D2s_v5", count: 4 };
const host = resource("compute:VirtualMachine", { hardwareProfile: { vmSize: "Standard_B2als_v2" } });

describe("machinesIn", () => {
  it("finds the nodes of each pool, in the cluster and outside it, and each machine", () => {
    const windows = resource("containerservice:AgentPool", { vmSize: "Standard_D4s_v5", count: 1 });
    expect(machines(cluster(pool, { vmSize: "Standard_E4-2s_v5", count: 2 }), windows, host)).toEqual([
      "4 × Standard_D2s_v5",
      "2 × Standard_E4-2s_v5",
      "1 × Standard_D4s_v5",
      "1 × Standard_B2als_v2",
    ]);
  });

  it("takes an autoscaled pool at its largest", () => {
    expect(machines(cluster({ ...pool, minCount: 4, maxCount: 6 }))).toEqual(["6 × Standard_D2s_v5"]);
  });

  it("distinguishes node pools, to which an upgrade adds a node, from machines", () => {
    expect(machinesIn([cluster({ ...pool, count: 1 }), host]).map((group) => group.pool)).toEqual([true, false]);
  });

  it("finds none in what rents no machine", () => {
    expect(machines(cluster(), resource("containerregistry:Registry", { sku: { name: "Basic" } }))).toEqual([]);
    expect(machines(resource("containerservice:ManagedCluster", {}))).toEqual([]);
  });
});

describe("vcpuNeed", () => {
  it("adds up by family and in all", () => {
    const windows = resource("containerservice:AgentPool", { vmSize: "Standard_D4s_v5", count: 1 });
    expect(vcpuNeed(machinesIn([cluster(pool), windows, host]))).toEqual({
      total: 14,
      byFamily: { Dsv5: 12, Basv2: 2 },
    });
  });

  it("is nothing without machines", () => {
    expect(vcpuNeed([])).toEqual({ total: 0, byFamily: {} });
  });
});
