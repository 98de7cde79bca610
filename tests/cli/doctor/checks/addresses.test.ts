import { addresses } from "../../../../cli/doctor/checks/addresses";
import { type Given, findingsOf, upState, usage } from "../subject";

const run = (free: number, given: Given = {}) => {
  const value = [
    usage("PublicIPAddresses", 5, 5 + free),
    usage("StandardSkuPublicIpAddresses", 0, 100),
    usage("VirtualNetworks", 0, 0),
  ];
  return findingsOf(addresses, {
    answers: { "GET /providers/Microsoft.Network/locations/koreacentral/usages": { value } },
    ...given,
  });
};

const students = { config: ["students=[kim, lee]"] };

describe("the check of public addresses", () => {
  it("counts the lab's own, and one for each load balancer of a student", async () => {
    expect((await run(3)).findings).toEqual([
      { status: "ok", text: "3 public addresses are needed in koreacentral, 0 of them for students; 3 are free" },
    ]);
    const { findings } = await run(4, students);
    expect(findings[0]!.text).toContain(
      "5 public addresses are needed in koreacentral, 2 of them for students; 4 are free",
    );
    expect(findings[0]).toMatchObject({
      ...{ status: "fails", fix: "npm run pulumi -- config set studentLoadBalancers 0" },
    });
  });

  it("says to ask for more where students are not the reason", async () => {
    expect((await run(2, students)).findings[0]!.fix).toContain("ask for more");
  });

  it("counts what a lab has that is up already only once", async () => {
    expect((await run(0, { state: upState })).findings[0]!.status).toBe("ok");
  });
});
