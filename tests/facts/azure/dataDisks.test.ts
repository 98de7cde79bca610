import { dataDisksOf } from "../../../facts/azure/dataDisks";
import { parseVmSize } from "../../../facts/azure/vmSize";

describe("dataDisksOf", () => {
  it.each([
    ["Standard_D2s_v5", 4],
    ["Standard_B2als_v2", 4],
    ["Standard_E4s_v5", 8],
    ["Standard_D16s_v5", 32],
    ["Standard_D64s_v5", 32],
    ["Standard_NC4as_T4_v3", undefined],
    ["Standard_M8ms", undefined],
  ])("says that %s takes %s", (name, disks) => {
    expect(dataDisksOf(parseVmSize(name)!)).toBe(disks);
  });
});
