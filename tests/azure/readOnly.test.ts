import { createAzureClient } from "../../cli/azure/client";
import { createClock } from "../../cli/clock";
import type { Subject } from "../../cli/doctor/check";
import { checks } from "../../cli/doctor/checks";
import { runChecks } from "../../cli/doctor/runChecks";
import { createSearch } from "../../cli/gone/search";
import { rehearse } from "../../cli/rehearse";
import { fakeContext, projectFolder } from "../cli/harness";

/*
 * Asks a real subscription, in which somebody has signed in with `az login`, all that `lab doctor` and `lab gone` ask, and changes nothing.
 * It prints every answer of another form than the specifications have, on which the other tests stand.
 */

const clock = createClock(new AbortController().signal);
const azure = createAzureClient(process.env, clock);

/** How the lab's commands word an answer that they cannot read. */
const isUnreadable = (text: string) => text.includes("cannot be read");

function expectNone(differed: readonly string[]): void {
  console.log(differed.length === 0 ? "Nothing differed." : `Differed:\n${differed.join("\n")}`);
  expect(differed).toEqual([]);
}

describe("a real subscription", () => {
  it("answers what lab gone asks in the forms that it reads, and has nothing of a lab that never was", async () => {
    const lab = { project: "a-lab-that-never-was", stack: "none", ids: [] };
    const { left, unanswered } = await createSearch(await azure.connect(), lab)();
    console.log(unanswered.length === 0 ? "All was answered." : `Not answered:\n${unanswered.join("\n")}`);
    // Roles whose group is gone may be those of any lab.
    expect(left.filter(({ kind }) => kind !== "role" && kind !== "role assignment")).toEqual([]);
    expectNone(unanswered.filter(isUnreadable));
  });

  it("answers what lab doctor asks in the forms that it reads", async () => {
    const { context } = fakeContext(projectFolder(), {});
    const rehearsal = await rehearse(context, { stack: "dev" });
    const arm = azure.connect();
    const subject: Subject = {
      ...{ context: { ...context, clock }, stack: "dev", rehearsal, config: rehearsal.config },
      ...{ arm: () => arm, state: () => Promise.resolve([]), pulumiVersion: () => Promise.resolve("not asked") },
    };
    const verdicts = await runChecks(
      checks.filter(({ target, id }) => target === "azure" && id !== "Docker"),
      subject,
      false,
    );
    const lines = verdicts.flatMap(({ id, status, findings }) =>
      findings.map(({ text }) => `${status} ${id}: ${text}`),
    );
    console.log(lines.join("\n"));
    expectNone(lines.filter(isUnreadable));
  });
});
