import { parseVmSize } from "../../../facts/azure/vmSize";

describe("parseVmSize", () => {
  it.each([
    ["Standard_D2s_v5", 2, "Dsv5", "amd64"],
    ["Standard_D96ads_v6", 96, "Dadsv6", "amd64"],
    ["Standard_D2ls_v5", 2, "Dlsv5", "amd64"],
    ["Standard_F2s", 2, "Fs", "amd64"],
    ["Standard_A1_v2", 1, "Av2", "amd64"],
    ["Standard_E104is_v5", 104, "Eisv5", "amd64"],
    ["Standard_DC4s_v3", 4, "DCsv3", "amd64"],
    ["Standard_B2als_v2", 2, "Basv2", "amd64"],
    ["Standard_B2ls_v2", 2, "Bsv2", "amd64"],
    ["Standard_B1s", 1, "Bs", "amd64"],
    ["Standard_D2ps_v5", 2, "Dpsv5", "arm64"],
    ["Standard_D4plds_v5", 4, "Dpldsv5", "arm64"],
    ["Standard_B2pls_v2", 2, "Bpsv2", "arm64"],
  ])("reads %s as %d vCPUs of %s on %s", (name, vcpus, family, architecture) => {
    expect(parseVmSize(name)).toEqual({ name, vcpus, family, architecture });
  });

  it("counts a constrained size with all its vCPUs, as quota does", () => {
    expect(parseVmSize("Standard_E4-2s_v5")).toMatchObject({ vcpus: 4, family: "Esv5" });
  });

  it.each([
    ["standard_d2s_v5", "Standard_D2s_v5"],
    ["STANDARD_DS2_V2", "Standard_DS2_v2"],
    ["Standard_b2ALS_V2", "Standard_B2als_v2"],
    ["standard_e4-2S_v5", "Standard_E4-2s_v5"],
    ["standard_nc4AS_t4_v3", "Standard_NC4as_T4_v3"],
    ["standard_dc4as_CC_v5", "Standard_DC4as_cc_v5"],
    ["standard_f2", "Standard_F2"],
  ])("spells %s as Azure does: %s", (given, name) => {
    expect(parseVmSize(given)?.name).toBe(name);
  });

  it("takes no accelerator for a feature", () => {
    expect(parseVmSize("Standard_NC24ads_A100_v4")).toMatchObject({ vcpus: 24, architecture: "amd64" });
  });

  // Azure has one quota for all sizes of a B series: BS, Bsv2, Basv2, Bpsv2.
  it.each([
    ["Standard_B1ls", "Bs"],
    ["Standard_B2ms", "Bs"],
    ["Standard_B2ts_v2", "Bsv2"],
    ["Standard_B2ats_v2", "Basv2"],
    ["Standard_B2pts_v2", "Bpsv2"],
    ["Standard_A2m_v2", "Av2"],
  ])("counts %s as %s, whatever its memory", (name, family) => {
    expect(parseVmSize(name)?.family).toBe(family);
  });

  // Of the old A, D and G series the number does not count vCPUs (Learn, "Dv2 and DSv2-series").
  it.each([
    ["Standard_D3_v2", 4, "Dv2"],
    ["Standard_D11_v2", 2, "Dv2"],
    ["Standard_DS2_v2", 2, "DSv2"],
    ["Standard_DS3_v2", 4, "DSv2"],
    ["Standard_DS13-4_v2", 8, "DSv2"],
    ["Standard_A2_v2", 2, "Av2"],
    ["Standard_A3", 4, "A"],
    ["Standard_A5", 2, "A"],
    ["Standard_G1", 2, "G"],
    ["Standard_GS5-16", 32, "GS"],
  ])("knows that %s has %d vCPUs of %s", (name, vcpus, family) => {
    expect(parseVmSize(name)).toMatchObject({ vcpus, family });
  });

  it.each([
    "",
    "none",
    "Standard",
    "D2s_v5",
    "Standard_Ds_v5",
    "Standard_D0s_v5",
    "Standard_D002s_v5",
    "Standard_D-2s_v5",
    "Standard_D2s_v",
    "Standard_D2s_v5 ",
    "Standard_D2s_v5\n",
    "Standard_Q2s_v5",
    "Standard_E4-8s_v5",
    "Standard_D6_v2",
    "Basic_A1",
    "__proto__",
  ])("knows no size %j", (name) => {
    expect(parseVmSize(name)).toBeUndefined();
  });
});
