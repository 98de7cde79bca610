import { budget } from "../../../../cli/doctor/checks/budget";
import { scope } from "../../azure/fakeArm";
import { findingsOf } from "../subject";

const config = ["budget={amount: 5, emails: [a@b.kr], startDate: 2030-01-01}"];
const run = (quotaId: string) =>
  findingsOf(budget, { config, resources: [{ id: scope, subscriptionPolicies: { quotaId } }] });

describe("the check of the budget", () => {
  it("asks nothing if none is set", async () => {
    const { findings, fake } = await findingsOf(budget);
    expect([findings, fake.requests]).toEqual([[{ status: "ok", text: "none is set" }], []]);
  });

  it.each(["AzureForStudents_2018-01-01", "DreamSpark_2015-02-01", "Sponsored_2016-01-01", "CSP_2015-05-01"])(
    "fails on the offer %s",
    async (offer) => {
      const { findings } = await run(offer);
      expect(findings[0]).toMatchObject({ status: "fails", fix: "npm run pulumi -- config rm budget" });
    },
  );

  it("is satisfied on others", async () => {
    const { findings } = await run("PayAsYouGo_2014-09-01");
    expect(findings[0]!.status).toBe("ok");
  });
});
