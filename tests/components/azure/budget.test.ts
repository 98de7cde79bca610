import * as resources from "@pulumi/azure-native/resources";
import { Budget } from "../../../components/azure/budget";
import { AzureCluster } from "../../../components/azure/cluster";
import { AzureRegistry } from "../../../components/azure/registry";
import { labConfig, only, resourceSet, run } from "../../lab";

const tags = { lab: "lab" };
const type = "azure-native:consumption:Budget";
const emails = ["instructor@example.com", "office@example.com"];

async function budget() {
  const { resources: all } = await run(() => {
    const settings = labConfig();
    const resourceGroup = new resources.ResourceGroup("group", { location: "koreacentral" });
    const registry = new AzureRegistry("registry", { resourceGroup, tags });
    const cluster = new AzureCluster("cluster", { resourceGroup, registry, settings, tags });
    new Budget("budget", { resourceGroup, cluster, settings: { amount: 500, emails, startDate: "2026-11-01" } });
    return {};
  });
  return { all, made: only(all, type) };
}

describe("Budget", () => {
  let all: Awaited<ReturnType<typeof budget>>["all"];
  let made: Awaited<ReturnType<typeof budget>>["made"];

  beforeAll(async () => {
    ({ all, made } = await budget());
  });

  it("is one budget, and nothing else", () => {
    expect(resourceSet(all.filter(({ urn }) => urn.includes("lab:azure:Budget")))).toEqual([
      `${type} budget`,
      "lab:azure:Budget budget",
    ]);
  });

  it("is of an amount a month, from the first of a month that the stack names", () => {
    expect(made.inputs).toMatchObject({
      category: "Cost",
      amount: 500,
      timeGrain: "Monthly",
      timePeriod: { startDate: "2026-11-01T00:00:00Z" },
    });
  });

  it("counts the lab's own group and that of the nodes, and nothing else of the subscription", () => {
    const cluster = only(all, "azure-native:containerservice:ManagedCluster");
    expect(made.inputs["scope"]).toBe("/subscriptions/00000000-0000-0000-0000-000000000000");
    expect(made.inputs["filter"]).toEqual({
      dimensions: {
        name: "ResourceGroupName",
        operator: "In",
        values: [
          only(all, "azure-native:resources:ResourceGroup").state["name"],
          `MC_${cluster.inputs["resourceGroupName"]}_${cluster.state["name"]}_koreacentral`,
        ],
      },
    });
  });

  it("writes to each address at half, at 90 percent, and when the month is expected to go above", () => {
    const notification = { enabled: true, operator: "GreaterThan", contactEmails: emails };
    expect(made.inputs["notifications"]).toEqual({
      half: { ...notification, threshold: 50, thresholdType: "Actual" },
      almost: { ...notification, threshold: 90, thresholdType: "Actual" },
      expected: { ...notification, threshold: 100, thresholdType: "Forecasted" },
    });
  });

  it("is made anew for another start, which Azure changes on no budget", () => {
    expect(made.options.replaceOnChanges).toEqual(["timePeriod.startDate"]);
  });
});
