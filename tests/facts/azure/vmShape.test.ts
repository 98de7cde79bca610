import { vmShape } from "../../../facts/azure/vmShape";
import { parseVmSize } from "../../../facts/azure/vmSize";

function shape(name: string) {
  return vmShape(parseVmSize(name)!);
}

describe("vmShape", () => {
  // As in the tables of the series (Learn, "Virtual machine sizes overview").
  it.each([
    ["Standard_D2s_v5", 2, 8],
    ["Standard_D96ads_v6", 96, 384],
    ["Standard_D4_v3", 4, 16],
    ["Standard_D2ls_v5", 2, 4],
    ["Standard_D4alds_v7", 4, 8],
    ["Standard_DC2ads_v5", 2, 8],
    ["Standard_DC4s_v3", 4, 32],
    ["Standard_B2als_v2", 2, 4],
    ["Standard_B2ls_v2", 2, 4],
    ["Standard_B2s_v2", 2, 8],
    ["Standard_B4as_v2", 4, 16],
    ["Standard_B2ats_v2", 2, 1],
    ["Standard_B2s", 2, 4],
    ["Standard_B2ms", 2, 8],
    ["Standard_E4s_v5", 4, 32],
    ["Standard_E48bds_v5", 48, 384],
    ["Standard_EC2as_v6", 2, 16],
    ["Standard_F4s_v2", 4, 8],
    ["Standard_F2", 2, 4],
    ["Standard_F4as_v6", 4, 16],
    ["Standard_F4als_v6", 4, 8],
    ["Standard_F4amds_v7", 4, 32],
    ["Standard_L8as_v3", 8, 64],
    ["Standard_A2_v2", 2, 4],
    ["Standard_A2m_v2", 2, 16],
  ])("reads that %s has %d CPUs and %d GiB", (name, cpus, gibibytes) => {
    expect(shape(name)).toEqual({ cpus, gibibytes });
  });

  it.each([
    ["Standard_DS2_v2", 2, 7],
    ["Standard_D3", 4, 14],
    ["Standard_D5_v2", 16, 56],
    ["Standard_DS11_v2", 2, 14],
    ["Standard_D14", 16, 112],
    ["Standard_A2", 2, 3.5],
    ["Standard_A5", 2, 14],
  ])("knows that of the old A and D series %s has %d CPUs and %d GiB", (name, cpus, gibibytes) => {
    expect(shape(name)).toEqual({ cpus, gibibytes });
  });

  it.each([
    ["Standard_E4-2s_v5", 2, 32],
    ["Standard_DS13-4_v2", 4, 56],
  ])("gives the constrained %s its %d CPUs and the memory of all, %d GiB", (name, cpus, gibibytes) => {
    expect(shape(name)).toEqual({ cpus, gibibytes });
  });

  it.each([
    ["Standard_E64s_v3", 64],
    ["Standard_E104is_v5", 104],
    ["Standard_EC32as_v5", 32],
    ["Standard_M8ms", 8],
    ["Standard_FX4mds", 4],
    ["Standard_NC4as_T4_v3", 4],
    ["Standard_DC2s_v2", 2],
    ["Standard_G1", 2],
    ["Standard_D2s_v9", 2],
    ["Standard_B1s", 1],
    ["Standard_B1ms", 1],
  ])("does not guess how much memory %s has", (name, cpus) => {
    expect(shape(name)).toEqual({ cpus, gibibytes: undefined });
  });
});
