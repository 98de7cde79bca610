import { isGeneration1 } from "../../../facts/azure/vmGeneration";

describe("isGeneration1", () => {
  it.each([
    ...["Standard_A2", "Standard_A2_v2", "standard_a2m_v2", "Standard_D2", "Standard_D2_v2", "Standard_D11_v2"],
    ...["Standard_D2_v3", "Standard_E2_v3", "Standard_E64i_v3", "Standard_F2"],
  ])("knows that %s boots generation 1 only", (name) => {
    expect(isGeneration1(name)).toBe(true);
  });

  it.each([
    ...["Standard_B2als_v2", "Standard_B2s", "Standard_DS2_v2", "Standard_D2s_v3", "Standard_D2_v4", "Standard_D2a_v4"],
    ...["Standard_D2s_v5", "Standard_E2s_v3", "Standard_F2s", "Standard_F2s_v2", "Standard_G1", "none"],
  ])("does not say it of %s", (name) => {
    expect(isGeneration1(name)).toBe(false);
  });
});
