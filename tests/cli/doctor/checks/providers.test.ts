import { providers } from "../../../../cli/doctor/checks/providers";
import { labProviders } from "../../../../facts/azure/providers";
import { fakeArm } from "../../azure/fakeArm";
import { findingsOf, subjectOf } from "../subject";

/** Azure with these states of registration; all others are registered. */
function registrations(states: Record<string, string>) {
  const answers: Record<string, () => object> = {};
  for (const namespace of labProviders) {
    answers[`GET /providers/${namespace}`] = () => ({
      namespace,
      registrationState: states[namespace] ?? "Registered",
    });
    answers[`POST /providers/${namespace}/register`] = () => {
      states[namespace] = "Registering";
      return { namespace, registrationState: "Registering" };
    };
  }
  return { answers };
}

describe("the check of the resource providers", () => {
  it("is satisfied if all are registered", async () => {
    const { findings, fake } = await findingsOf(providers, registrations({}));
    expect(findings.map(({ status }) => status)).toEqual(["ok"]);
    expect(fake.requests).toHaveLength(labProviders.length);
  });

  it("fails for each that is not, with the command, and warns of one that is on its way", async () => {
    const { findings } = await findingsOf(
      providers,
      registrations({ "Microsoft.Logic": "NotRegistered", "Microsoft.Network": "Registering" }),
    );
    expect(findings.map(({ status, fix }) => [status, fix])).toEqual([
      ["warning", undefined],
      ["fails", "az provider register --namespace Microsoft.Logic --wait"],
    ]);
  });

  it("registers with --fix only what is not registered, and waits for it", async () => {
    const states: Record<string, string> = { "Microsoft.Logic": "NotRegistered" };
    const fake = await fakeArm(registrations(states));
    fake.whileWaiting = (count) => {
      if (count === 3) states["Microsoft.Logic"] = "Registered";
    };
    const subject = await subjectOf(fake, {});
    await providers.fix!(subject);
    expect(fake.requests.filter((one) => one.startsWith("POST"))).toEqual(["POST /providers/Microsoft.Logic/register"]);
    expect(fake.waits).toEqual([5000, 5000, 5000]);
    expect((await providers.run(subject)).map(({ status }) => status)).toEqual(["ok"]);
  });
});
