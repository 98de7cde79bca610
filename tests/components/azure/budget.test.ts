import * as pulumi from "@pulumi/pulumi";
import { Budget } from "../../../components/azure/budget";
import { memoize, only, resourceSet, run } from "../../lab";
import { testGroup } from "./testGroup";

const type = "azure-native:consumption:Budget";
const emails = ["instructor@example.com", "office@example.com"];

const budget = memoize(async () => {
  const { resources } = await run(() => {
    const cluster = { nodeResourceGroup: pulumi.output("MC_nodes") };
    const settings = { amount: 500, emails, startDate: "2026-11-01" };
    new Budget("budget", { ...testGroup(), cluster, settings });
    return {};
  });
  return { resources, budget: only(resources, type) };
});

describe("Budget", () => {
  it("creates one budget of an amount a month, with mail at half, at 90 percent and when more is expected", async () => {
    const { resources, budget: created } = await budget();
    const notification = { enabled: true, operator: "GreaterThan", contactEmails: emails };
    expect(resourceSet(resources)).toEqual([
      `${type} budget`,
      "azure-native:resources:ResourceGroup group",
      "lab:azure:Budget budget",
    ]);
    expect(created.inputs).toEqual({
      scope: "/subscriptions/00000000-0000-0000-0000-000000000000",
      category: "Cost",
      amount: 500,
      timeGrain: "Monthly",
      timePeriod: { startDate: "2026-11-01T00:00:00Z" },
      filter: {
        dimensions: {
          name: "ResourceGroupName",
          operator: "In",
          // The lab's own group and that of the nodes, and nothing else of the subscription.
          values: [only(resources, "azure-native:resources:ResourceGroup").state["name"], "MC_nodes"],
        },
      },
      notifications: {
        half: { ...notification, threshold: 50, thresholdType: "Actual" },
        almost: { ...notification, threshold: 90, thresholdType: "Actual" },
        expected: { ...notification, threshold: 100, thresholdType: "Forecasted" },
      },
    });
  });

  it("is replaced for another start, which Azure cannot change", async () => {
    expect((await budget()).budget.options.replaceOnChanges).toEqual(["timePeriod.startDate"]);
  });
});
