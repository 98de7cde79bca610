import { rights } from "../../../../cli/doctor/checks/rights";
import { findingsOf } from "../subject";

const run = (value: object[], config: string[] = []) =>
  findingsOf(rights, { answers: { "GET /providers/Microsoft.Authorization/permissions": { value } }, config });

const everything = { actions: ["*"], notActions: [], dataActions: [], notDataActions: [] };
const contributor = { actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] };

describe("the check of rights", () => {
  it("is about the actions that this configuration takes", async () => {
    const plain = await run([everything]);
    expect(plain.findings.map(({ text }) => text)).toEqual([
      "you may make the resource group",
      "you may give nodes and host the right to pull",
    ]);
    const config = [
      "endsAt=2030-01-01T00:00:00Z",
      "deleteAtEnd=true",
      "budget={amount: 5, emails: [a@b.kr], startDate: 2030-01-01}",
    ];
    const all = await run([everything], config);
    expect(all.findings.map(({ text }) => text).slice(2)).toEqual([
      "you may make the curfew's roles",
      "you may make the budget",
    ]);
  });

  it("fails for a contributor, who may not assign roles, and says that eligible roles and groups may be missing", async () => {
    const { findings } = await run([contributor]);
    expect(findings.map(({ status }) => status)).toEqual(["ok", "fails"]);
    expect(findings[1]!.text).toMatch(
      /Microsoft\.Authorization\/roleAssignments\/write\)\. A role that you are only eligible for, or that a group/,
    );
  });

  it("warns of a right under a condition", async () => {
    const { findings } = await run([contributor, { ...everything, condition: "((x))" }]);
    expect(findings.map(({ status }) => status)).toEqual(["ok", "warning"]);
  });
});
