import { vcpus } from "../../../../cli/doctor/checks/vcpus";
import { type Given, findingsOf, statuses, upState, usage } from "../subject";

const run = (cores: number, nodes: number, host: number, given: Given = {}) => {
  const value = [
    usage("cores", 2, cores + 2),
    usage("standardDSv5Family", 0, nodes),
    usage("standardBasv2Family", 0, host),
  ];
  return findingsOf(vcpus, {
    answers: { "GET /providers/Microsoft.Compute/locations/koreacentral/usages": { value } },
    ...given,
  });
};

describe("the check of vCPUs", () => {
  it("compares all and each family with what is free, with a node more for upgrades", async () => {
    const { findings } = await run(12, 10, 2);
    expect(findings).toEqual([
      {
        status: "ok",
        text: "12 vCPUs in all are needed in koreacentral, 2 of them while nodes are upgraded; 12 are free",
      },
      {
        status: "ok",
        text: "10 vCPUs of family Dsv5 are needed in koreacentral, 2 of them while nodes are upgraded; 10 are free",
      },
      {
        status: "ok",
        text: "2 vCPUs of family Basv2 are needed in koreacentral; 2 are free",
      },
    ]);
  });

  it("fails for one vCPU too few, with the number of nodes that fits", async () => {
    expect(statuses(await run(11, 10, 2))).toEqual(["fails", "ok", "ok"]);
    const { findings } = await run(12, 6, 2);
    expect(findings[1]!.fix).toBe("npm run pulumi -- config set nodeCount 2");
    expect((await run(0, 10, 2)).findings[0]!.fix).toContain("ask for 12 more");
  });

  it("counts what a lab has that is up already only once", async () => {
    expect(statuses(await run(2, 2, 0, { state: upState }))).toEqual(["ok", "ok"]);
  });

  it("does not guess if Azure has no figure for a family", async () => {
    const answers = {
      "GET /providers/Microsoft.Compute/locations/koreacentral/usages": { value: [usage("cores", 0, 99)] },
    };
    await expect(findingsOf(vcpus, { answers })).rejects.toThrow(
      "Azure has no usage standardDsv5Family for koreacentral",
    );
  });
});
