import { azureNotes } from "../../cli/azureNotes";
import { pulumiCommands } from "../../config";
import { labConfig } from "../lab";

const notes = (config: Record<string, string>) => azureNotes(labConfig(config), pulumiCommands("dev"));

const budget = '{"amount":500,"emails":["instructor@example.com"],"startDate":"2027-01-01"}';
const curfew = '{"stopAt":"19:00","timeZone":"Asia/Seoul"}';

describe("azureNotes", () => {
  it("says nothing of a lab as it is by default", () => {
    expect(notes({})).toEqual([]);
  });

  it("says where Azure refuses a budget, and how to do without it", () => {
    expect(notes({ budget })).toEqual([
      "Azure refuses budgets in subscriptions of Azure for Students, Students Starter, Sponsorship and classic CSP, and may take two days " +
        "to accept one in a new subscription. Bringing the lab up then fails at the budget. To do without it:\n  npm run pulumi -- config rm budget --stack dev",
    ]);
  });

  it("says that Microsoft does not support one node", () => {
    expect(notes({ nodeCount: "1" })).toEqual([
      "Microsoft supports a cluster of two nodes or more. One is reported to work.",
    ]);
  });

  it("says that a stopped cluster is not upgraded", () => {
    const nodeUpgrades = '{"day":"Sunday","startAt":"03:00","utcOffset":"+09:00"}';
    expect(notes({ nodeUpgrades })).toEqual([]);
    expect(notes({ nodeUpgrades, curfew })[1]).toBe(
      "A cluster that the curfew has stopped is not upgraded: the four hours from 03:00 on Sunday must lie where it runs.",
    );
  });

  it("says what a stop loses", () => {
    expect(notes({ curfew })).toEqual([
      "At 19:00 the nodes go. Pods that no Deployment or the like makes again are lost then, and so is what containers keep in emptyDir " +
        "volumes or in their own files. Volumes of claims stay.",
    ]);
  });
});
