import { linuxDiskGb, scratchMebibytes } from "../../../facts/azure/nodeDisks";

describe("scratchMebibytes", () => {
  it("is what the kubelet's threshold and AKS's own image leave of a disk", () => {
    expect(scratchMebibytes(linuxDiskGb)).toBe(30_136);
    expect(scratchMebibytes(128)).toBe(85_067);
  });

  it("is never negative", () => {
    expect(scratchMebibytes(16)).toBe(0);
  });
});
