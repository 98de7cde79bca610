import { AzureCluster } from "../../../../components/azure/cluster";
import { createCostControls } from "../../../../components/azure/costControls";
import { endWorkflow, startWorkflow, stopWorkflow } from "../../../../components/azure/costControls/workflow";
import { msUntilKnown } from "../../../../components/azure/costControls/roleSpread";
import { DockerHost } from "../../../../components/azure/dockerHost";
import { AzureRegistry } from "../../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../../lab";
import { tags, testGroup } from "../testGroup";

const assignment = "azure-native:authorization:RoleAssignment";
const role = "azure-native:authorization:RoleDefinition";
const workflow = "azure-native:logic:Workflow";

const curfew = { stopAt: "19:00", timeZone: "Eastern Standard Time", days: ["Monday", "Friday"] } as const;
const startAt = "08:00";
const budgetType = "azure-native:consumption:Budget";
const budget = { amount: 500, emails: ["instructor@example.com", "office@example.com"], startDate: "2026-11-01" };
const endsAt = "2027-01-29T18:00:00+09:00";

const everything = { stopped: true, started: true, deleted: true, withHost: true, budget: true };

const mayStopCluster = [
  "Microsoft.ContainerService/managedClusters/read",
  "Microsoft.ContainerService/managedClusters/stop/action",
];
const mayStopHost = ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/deallocate/action"];

const mayStartCluster = [
  "Microsoft.ContainerService/managedClusters/read",
  "Microsoft.ContainerService/managedClusters/start/action",
];
const mayStartHost = ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/start/action"];

type Asked = { stopped?: boolean; started?: boolean; deleted?: boolean; withHost?: boolean; budget?: boolean };

const labWith = memoize(async (lab: Asked) => {
  const { resources } = await run(() => {
    const settings = labConfig();
    const group = testGroup();
    const registry = new AzureRegistry("registry", group);
    const cluster = new AzureCluster("cluster", { ...group, registry, settings });
    const contract = { port: 8080, env: {} };
    const hostArgs = { ...group, registry, image: "nginx:1", contract, settings };
    const host = lab.withHost ? new DockerHost("host", hostArgs) : undefined;
    const asked = {
      curfew: lab.stopped ? { ...curfew, ...(lab.started && { startAt }) } : undefined,
      endsAt,
      deleteAtEnd: lab.deleted ?? false,
      budget: lab.budget ? budget : undefined,
    };
    createCostControls({ ...group, cluster, machineId: host?.machineId, settings: asked }, {});
    return {};
  });
  return {
    all: resources,
    ours: resources.filter(({ urn }) => urn.includes("lab:azure:Curfew")),
    budget: resources.filter(({ urn }) => urn.includes("lab:azure:Budget")),
    group: only(resources, "azure-native:resources:ResourceGroup"),
    cluster: only(resources, "azure-native:containerservice:ManagedCluster"),
    host: resources.find(({ type }) => type === "azure-native:compute:VirtualMachine")?.id,
  };
});

/** What each Logic App may do: its name, and of each right the actions and the scope. */
function rights({ ours }: Awaited<ReturnType<typeof labWith>>) {
  return ours
    .filter(({ type }) => type === assignment)
    .map(({ inputs }) => {
      const app = ours.find(
        ({ type, state }) => type === workflow && state["identity"].principalId === inputs["principalId"],
      );
      const given = ours.find(({ type, id }) => type === role && id === inputs["roleDefinitionId"]);
      return [app?.name, inputs["scope"], given?.inputs["permissions"]];
    });
}

describe("Curfew", () => {
  it("for each evening is a Logic App and a role, with rights on cluster and host, none of which can delete", async () => {
    const made = await labWith({ stopped: true, withHost: true });
    expect(resourceSet(made.ours)).toEqual([
      `${assignment} curfew-stop-cluster`,
      `${assignment} curfew-stop-host`,
      `${role} curfew-stop`,
      `${workflow} curfew-stop`,
      "lab:azure:Curfew curfew",
    ]);
    const permissions = [{ actions: [...mayStopCluster, ...mayStopHost], notActions: [] }];
    expect(rights(made)).toEqual([
      ["curfew-stop", made.cluster.id, permissions],
      ["curfew-stop", made.host, permissions],
    ]);
    expect(JSON.stringify(made.ours.map(({ inputs }) => inputs))).not.toMatch(/delete/i);
  });

  it("stops cluster and host at the stack's times", async () => {
    const { ours, cluster, host } = await labWith({ stopped: true, withHost: true });
    const { resourceGroupName: _group, ...app } = only(ours, workflow).inputs;
    expect(app).toEqual({
      location: "koreacentral",
      identity: { type: "SystemAssigned" },
      state: "Enabled",
      definition: stopWorkflow(curfew, { cluster: cluster.id, host }),
      tags,
    });
  });

  it("for each morning is another Logic App with a role of its own, which may start and not stop", async () => {
    const made = await labWith({ stopped: true, started: true, withHost: true });
    const permissions = [{ actions: [...mayStartCluster, ...mayStartHost], notActions: [] }];
    expect(rights(made).filter(([app]) => app === "curfew-start")).toEqual([
      ["curfew-start", made.cluster.id, permissions],
      ["curfew-start", made.host, permissions],
    ]);
    expect(only(made.ours, workflow, "curfew-start").inputs["definition"]).toEqual(
      startWorkflow({ ...curfew, startAt }, { cluster: made.cluster.id, host: made.host! }),
    );
    expect(only(made.ours, workflow, "curfew-stop").inputs["definition"]).toEqual(
      stopWorkflow({ ...curfew, startAt }, { cluster: made.cluster.id, host: made.host! }),
    );
  });

  it("has no right on machines without a Docker host", async () => {
    const made = await labWith({ stopped: true });
    expect(rights(made)).toEqual([["curfew-stop", made.cluster.id, [{ actions: mayStopCluster, notActions: [] }]]]);
    expect(only(made.ours, workflow).inputs["definition"]).toEqual(stopWorkflow(curfew, { cluster: made.cluster.id }));
  });

  it("for the end is a Logic App and a role, with a right on the group, also without a curfew", async () => {
    const made = await labWith({ deleted: true });
    expect(resourceSet(made.ours)).toEqual([
      `${assignment} curfew-end-group`,
      `${role} curfew-end`,
      `${workflow} curfew-end`,
      "lab:azure:Curfew curfew",
    ]);
    expect(rights(made)).toEqual([
      [
        "curfew-end",
        made.group.id,
        [{ actions: ["Microsoft.Resources/subscriptions/resourceGroups/delete"], notActions: [] }],
      ],
    ]);
    expect(only(made.ours, workflow).inputs["definition"]).toEqual(endWorkflow(endsAt, made.group.id));
  });

  it("keeps the two apart: what stops the lab cannot delete it", async () => {
    const made = await labWith(everything);
    const deleting = rights(made).filter(([, , permissions]) => JSON.stringify(permissions).includes("delete"));
    expect(deleting.map(([app, scope]) => [app, scope])).toEqual([["curfew-end", made.group.id]]);
    expect(rights(made)).toHaveLength(5);
  });

  it("names its roles after the group, and puts them into the subscription, so that the stack can delete them", async () => {
    const { ours, group } = await labWith(everything);
    const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    const made = ours.filter(({ type }) => type === role).map(({ inputs: { permissions: _, ...inputs } }) => inputs);
    expect(made.sort((a, b) => (a["roleName"] < b["roleName"] ? -1 : 1))).toEqual(
      ["delete", "start", "stop"].map((verb) => ({
        scope: subscription,
        assignableScopes: [subscription],
        roleName: `Container lab ${group.state["name"]}: ${verb}`,
        roleType: "CustomRole",
        description: `Lets the curfew of a container lab ${verb} it`,
      })),
    );
  });

  it("assigns its roles to service principals, each once its role exists", async () => {
    const { ours } = await labWith(everything);
    const given = ours.filter(({ type }) => type === assignment);
    const roles = given.map(({ name }) => only(ours, role, name.replace(/-\w+$/, "")).urn);
    expect(given.map(({ inputs }) => inputs["principalType"])).toEqual(Array(5).fill("ServicePrincipal"));
    given.forEach(({ options }, index) => expect(options.dependencies).toContain(roles[index]));
  });
});

describe("msUntilKnown", () => {
  const now = Date.parse("2026-11-28T10:00:00Z");

  it.each([
    ["a role of this moment", "2026-11-28T10:00:00.1234567Z", 120_000],
    ["one of half a minute ago", "2026-11-28T09:59:30Z", 90_000],
    ["one of two minutes ago", "2026-11-28T09:58:00Z", 0],
    ["an old one", "2024-01-01T00:00:00Z", 0],
    ["one from the future, by a clock that is wrong", "2026-11-28T18:00:00Z", 120_000],
    ["one of which Azure does not say it", undefined, 0],
  ])("waits for %s", (_what, createdOn, milliseconds) => {
    expect(msUntilKnown(createdOn, now)).toBe(milliseconds);
  });
});

describe("Budget", () => {
  it("is one budget a month, with mail at half, at 90 percent and when more is expected", async () => {
    const { all, budget: created, cluster } = await labWith(everything);
    const notification = { enabled: true, operator: "GreaterThan", contactEmails: budget.emails };
    expect(resourceSet(created)).toEqual([`${budgetType} budget`, "lab:azure:Budget budget"]);
    expect(only(created, budgetType).inputs).toEqual({
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
          values: [
            only(all, "azure-native:resources:ResourceGroup").state["name"],
            `MC_${cluster.inputs["resourceGroupName"]}_${cluster.state["name"]}_koreacentral`,
          ],
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
    const { budget: created } = await labWith(everything);
    expect(only(created, budgetType).options.replaceOnChanges).toEqual(["timePeriod.startDate"]);
  });

  it("is left out, as is the curfew, unless the stack asks for it: an end alone changes nothing", async () => {
    const { ours, budget: created } = await labWith({});
    expect([...ours, ...created]).toEqual([]);
    expect((await labWith({ deleted: true })).budget).toEqual([]);
  });
});
