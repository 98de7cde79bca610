import { AzureCluster } from "../../../../components/azure/cluster";
import { Curfew } from "../../../../components/azure/curfew";
import { endWorkflow, stopWorkflow } from "../../../../components/azure/curfew/workflow";
import { DockerHost } from "../../../../components/azure/dockerHost";
import { AzureRegistry } from "../../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../../lab";
import { tags, testGroup } from "../testGroup";

const assignment = "azure-native:authorization:RoleAssignment";
const role = "azure-native:authorization:RoleDefinition";
const workflow = "azure-native:logic:Workflow";

const curfew = { stopAt: "19:00", timeZone: "Eastern Standard Time", days: ["Monday", "Friday"] } as const;
const endsAt = "2027-01-29T18:00:00+09:00";

const both = { stopped: true, deleted: true, withHost: true };

const mayStopCluster = [
  "Microsoft.ContainerService/managedClusters/read",
  "Microsoft.ContainerService/managedClusters/stop/action",
];
const mayStopHost = ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/deallocate/action"];

const curfewWith = memoize(async (lab: { stopped?: boolean; deleted?: boolean; withHost?: boolean }) => {
  const { resources } = await run(() => {
    const settings = labConfig();
    const group = testGroup();
    const registry = new AzureRegistry("registry", group);
    const cluster = new AzureCluster("cluster", { ...group, registry, settings });
    const host = lab.withHost ? new DockerHost("host", { ...group, registry, image: "nginx:1", settings }) : undefined;
    const asked = { curfew: lab.stopped ? curfew : undefined, endsAt, deleteAtEnd: lab.deleted ?? false };
    new Curfew("curfew", { ...group, cluster, host, settings: asked });
    return {};
  });
  return {
    ours: resources.filter(({ urn }) => urn.includes("lab:azure:Curfew")),
    group: only(resources, "azure-native:resources:ResourceGroup"),
    cluster: only(resources, "azure-native:containerservice:ManagedCluster"),
    host: resources.find(({ type }) => type === "azure-native:compute:VirtualMachine")?.id,
  };
});

/** What each Logic App may do: its name, and of each right the actions and the scope. */
function rights({ ours }: Awaited<ReturnType<typeof curfewWith>>) {
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
    const made = await curfewWith({ stopped: true, withHost: true });
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
    const { ours, cluster, host } = await curfewWith({ stopped: true, withHost: true });
    const { resourceGroupName: _group, ...app } = only(ours, workflow).inputs;
    expect(app).toEqual({
      location: "koreacentral",
      identity: { type: "SystemAssigned" },
      state: "Enabled",
      definition: stopWorkflow(curfew, { cluster: cluster.id, host }),
      tags,
    });
  });

  it("has no right on machines without a Docker host", async () => {
    const made = await curfewWith({ stopped: true });
    expect(rights(made)).toEqual([["curfew-stop", made.cluster.id, [{ actions: mayStopCluster, notActions: [] }]]]);
    expect(only(made.ours, workflow).inputs["definition"]).toEqual(stopWorkflow(curfew, { cluster: made.cluster.id }));
  });

  it("for the end is a Logic App and a role, with a right on the group, also without a curfew", async () => {
    const made = await curfewWith({ deleted: true });
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
    const made = await curfewWith(both);
    const deleting = rights(made).filter(([, , permissions]) => JSON.stringify(permissions).includes("delete"));
    expect(deleting.map(([app, scope]) => [app, scope])).toEqual([["curfew-end", made.group.id]]);
    expect(rights(made)).toHaveLength(3);
  });

  it("names its roles after the group, and puts them into the subscription, so that the stack can delete them", async () => {
    const { ours, group } = await curfewWith(both);
    const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    const made = ours.filter(({ type }) => type === role).map(({ inputs: { permissions: _, ...inputs } }) => inputs);
    expect(made.sort((a, b) => (a["roleName"] < b["roleName"] ? -1 : 1))).toEqual(
      ["delete", "stop"].map((verb) => ({
        scope: subscription,
        assignableScopes: [subscription],
        roleName: `Container lab ${group.state["name"]}: ${verb}`,
        roleType: "CustomRole",
        description: `Lets the curfew of a container lab ${verb} it`,
      })),
    );
  });

  it("assigns its roles to service principals, once the cluster exists and the roles are known everywhere", async () => {
    const { ours, cluster } = await curfewWith(both);
    const given = ours.filter(({ type }) => type === assignment);
    expect(given.map(({ inputs }) => inputs["principalType"])).toEqual(Array(3).fill("ServicePrincipal"));
    for (const { options } of given) expect(options.dependencies).toContain(cluster.urn);
  });
});
