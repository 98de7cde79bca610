import { type Finding, Health } from "./health";

const statesAfter = (...findings: Finding[]) => {
  const health = new Health();
  return findings.map((finding) => {
    health.found(finding);
    return health.isUp;
  });
};

describe("Health", () => {
  it("is down at once after a refusal, and up at once after an answer", () => {
    expect(statesAfter("well", "refused", "refused", "well")).toEqual([true, false, false, true]);
  });

  it("is down after two silent probes in a row, and stays so until an answer", () => {
    expect(statesAfter("silent", "well", "silent", "silent", "silent", "well")).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });
});
