import { rights } from "../../../../cli/doctor/checks/rights";
import { findingsOf } from "../subject";

const run = (value: object[], config: string[] = [], answers: Record<string, object> = {}, token = "") =>
  findingsOf(rights, {
    answers: { "GET /providers/Microsoft.Authorization/permissions": { value }, ...answers },
    ...{ config, token },
  });

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

  it("fails for a contributor, who may not assign roles, and says which roles are enough", async () => {
    const { findings } = await run([contributor]);
    expect(findings.map(({ status }) => status)).toEqual(["ok", "fails"]);
    expect(findings[1]).toMatchObject({
      ...{ fix: "ask an owner for the role Owner, or Contributor with User Access Administrator" },
      text: expect.stringContaining("(Microsoft.Authorization/roleAssignments/write)") as string,
    });
  });

  it("warns where a role that can be activated may give the right", async () => {
    const roleDefinition = { id: "r", displayName: "Owner", type: "BuiltInRole" };
    const value = [{ properties: { expandedProperties: { roleDefinition } } }];
    const { findings } = await run([contributor], [], {
      "GET /providers/Microsoft.Authorization/roleEligibilityScheduleInstances": { value },
    });
    expect(findings.map(({ status }) => status)).toEqual(["ok", "warning"]);
    expect(findings[1]!.text).toMatch(/until you activate a role: Owner$/);
  });

  it("warns where an assignment to the one who asks has a condition", async () => {
    const payload = Buffer.from(JSON.stringify({ oid: "me" })).toString("base64url");
    const value = [{ properties: { condition: "((x))" } }];
    const { findings, fake } = await run(
      [everything],
      [],
      { "GET /providers/Microsoft.Authorization/roleAssignments": { value } },
      `.${payload}.`,
    );
    expect(findings.map(({ status }) => status)).toEqual(["warning", "warning"]);
    expect(fake.queries.some((query) => query.includes("assignedTo('me')"))).toBe(true);
  });

  it("warns of a right under a condition", async () => {
    const { findings } = await run([contributor, { ...everything, condition: "((x))" }]);
    expect(findings.map(({ status }) => status)).toEqual(["ok", "warning"]);
  });
});
