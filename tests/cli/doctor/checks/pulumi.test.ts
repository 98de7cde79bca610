import { pulumi } from "../../../../cli/doctor/checks/pulumi";
import { UserError } from "../../../../lib/userError";
import { fakeArm } from "../../azure/fakeArm";
import { findingsOf, subjectOf, upState } from "../subject";

const run = async (change: object) => pulumi.run({ ...(await subjectOf(await fakeArm(), {})), ...change });

describe("the check of Pulumi", () => {
  it("names its version, and what the stack has", async () => {
    const { findings } = await findingsOf(pulumi, { state: upState });
    expect(findings).toEqual([{ status: "ok", text: "v1.0.0; the stack dev has 1 resources" }]);
  });

  it("warns of a stack that has yet to be made", async () => {
    const { findings } = await findingsOf(pulumi, { state: null });
    expect(findings[0]).toMatchObject({ status: "warning", fix: "npm run pulumi -- stack init dev" });
  });

  it("fails without a login, and without a CLI", async () => {
    const state = () => Promise.reject(new UserError("Pulumi's `stack ls` failed."));
    expect((await run({ state }))[0]).toMatchObject({ status: "fails", fix: "npm run pulumi -- login --local" });
    expect((await run({ pulumiVersion: () => Promise.resolve(undefined) }))[0]).toMatchObject({ status: "fails" });
  });

  it("needs no login for the local target", async () => {
    const { findings } = await findingsOf(pulumi, { stack: "local" });
    expect(findings).toEqual([{ status: "ok", text: "v1.0.0" }]);
  });
});
