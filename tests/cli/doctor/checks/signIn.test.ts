import { signIn } from "../../../../cli/doctor/checks/signIn";
import { CannotTell } from "../../../../cli/cannotTell";
import { type FakeResource, account, fakeArm, forbidden, scope } from "../../azure/fakeArm";
import { findingsOf, subjectOf } from "../subject";

const subscription = (state: string): FakeResource => ({
  id: scope,
  subscriptionId: account.subscription.id,
  displayName: "Class of 2027",
  state,
});

describe("the check of the sign-in", () => {
  it("names person, subscription and tenant", async () => {
    const { findings } = await findingsOf(signIn, { resources: [subscription("Enabled")] });
    expect(findings).toEqual([
      {
        status: "ok",
        text: `teacher@example.com in subscription Class of 2027, tenant ${account.subscription.tenant}`,
      },
    ]);
  });

  it.each([
    ["is disabled", { resources: [subscription("Warned")] }],
    ["may not be read", { faults: [{ on: /GET/, ...forbidden }] }],
  ])("fails if the subscription %s", async (_what, given) => {
    const { findings } = await findingsOf(signIn, given);
    expect(findings.map(({ status }) => status)).toEqual(["fails"]);
  });

  it("fails if nobody is signed in", async () => {
    const subject = await subjectOf(await fakeArm(), {});
    const arm = () => Promise.reject(new CannotTell("You are not signed in to Azure. Sign in: `az login`"));
    await expect(signIn.run({ ...subject, arm })).resolves.toEqual([
      { status: "fails", text: "You are not signed in to Azure. Sign in: `az login`" },
    ]);
  });

  it("warns of other subscriptions, since one of them may be meant", async () => {
    const fake = await fakeArm({ resources: [subscription("Enabled")] });
    const subject = await subjectOf(fake, {});
    const arm = await fake.connect();
    const others = [{ id: "2", name: "Private", tenant: "t" }];
    const findings = await signIn.run({
      ...subject,
      arm: () => Promise.resolve({ ...arm, account: { ...account, others } }),
    });
    expect(findings[1]).toEqual({
      ...{ status: "warning", text: "you have other subscriptions, too: Private" },
      fix: "az account set --subscription <name>",
    });
  });
});
