import * as resources from "@pulumi/azure-native/resources";
import { AzureCluster } from "../../../../components/azure/cluster";
import { Curfew } from "../../../../components/azure/curfew";
import { endWorkflow, stopWorkflow } from "../../../../components/azure/curfew/workflow";
import { DockerHost } from "../../../../components/azure/dockerHost";
import { AzureRegistry } from "../../../../components/azure/registry";
import { labConfig, memoize, only, resourceSet, run } from "../../../lab";

const assignment = "azure-native:authorization:RoleAssignment";
const role = "azure-native:authorization:RoleDefinition";
const workflow = "azure-native:logic:Workflow";
const tags = { lab: "lab" };

const curfew = '{"stopAt":"19:00","timeZone":"America/New_York","days":["Monday","Friday"]}';
const endsAt = "2027-01-29T18:00:00+09:00";

const mayStopCluster = [
  "Microsoft.ContainerService/managedClusters/read",
  "Microsoft.ContainerService/managedClusters/stop/action",
];
const mayStopHost = ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/deallocate/action"];

const curfewWith = memoize(async (config: Record<string, string>) => {
  const { resources: all } = await run(() => {
    const settings = labConfig(config);
    const resourceGroup = new resources.ResourceGroup("group", { location: "koreacentral" });
    const registry = new AzureRegistry("registry", { resourceGroup, tags });
    const cluster = new AzureCluster("cluster", { resourceGroup, registry, settings, tags });
    const host = settings.dockerHost
      ? new DockerHost("host", { resourceGroup, registry, image: "nginx:1", settings, tags })
      : undefined;
    new Curfew("curfew", { resourceGroup, cluster, host, settings, tags });
    return {};
  });
  return {
    all,
    ours: all.filter(({ urn }) => urn.includes("lab:azure:Curfew")),
    group: only(all, "azure-native:resources:ResourceGroup").id,
    cluster: only(all, "azure-native:containerservice:ManagedCluster"),
    host: all.find(({ type }) => type === "azure-native:compute:VirtualMachine")?.id,
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
  it("is a Logic App, a role, and its rights on cluster and host, for each evening; nothing can delete", async () => {
    const made = await curfewWith({ curfew, endsAt });
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

  it("has no right on machines where there is no Docker host", async () => {
    const made = await curfewWith({ curfew, dockerHost: "false" });
    expect(rights(made)).toEqual([["curfew-stop", made.cluster.id, [{ actions: mayStopCluster, notActions: [] }]]]);
    expect(only(made.ours, workflow).inputs["definition"]).toEqual(
      stopWorkflow(labConfig({ curfew }).curfew!, { cluster: made.cluster.id }),
    );
  });

  it("is a Logic App, a role and its right on the group for the end, without a curfew; nothing can stop", async () => {
    const made = await curfewWith({ endsAt, deleteAtEnd: "true" });
    expect(resourceSet(made.ours)).toEqual([
      `${assignment} curfew-end-group`,
      `${role} curfew-end`,
      `${workflow} curfew-end`,
      "lab:azure:Curfew curfew",
    ]);
    expect(rights(made)).toEqual([
      [
        "curfew-end",
        made.group,
        [{ actions: ["Microsoft.Resources/subscriptions/resourceGroups/delete"], notActions: [] }],
      ],
    ]);
    expect(only(made.ours, workflow).inputs["definition"]).toEqual(endWorkflow(endsAt, made.group));
  });

  it("keeps the two apart: what stops the lab cannot delete it", async () => {
    const made = await curfewWith({ curfew, endsAt, deleteAtEnd: "true" });
    const deleting = rights(made).filter(([, , permissions]) => JSON.stringify(permissions).includes("delete"));
    expect(deleting.map(([app, scope]) => [app, scope])).toEqual([["curfew-end", made.group]]);
    expect(rights(made)).toHaveLength(3);
  });

  it("stops cluster and host by the stack's times, in Windows' name for the zone", async () => {
    const { ours, cluster, host } = await curfewWith({ curfew, endsAt });
    const { resourceGroupName: _group, ...app } = only(ours, workflow).inputs;
    expect(app).toEqual({
      location: "koreacentral",
      identity: { type: "SystemAssigned" },
      state: "Enabled",
      definition: stopWorkflow(
        { stopAt: "19:00", timeZone: "Eastern Standard Time", days: ["Monday", "Friday"] },
        { cluster: cluster.id, host },
      ),
      tags,
    });
  });

  it("makes roles of its own whose names nobody else has, and that outlive the group, to be deleted by the stack", async () => {
    const { ours, group } = await curfewWith({ curfew, endsAt, deleteAtEnd: "true" });
    const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    const name = group.split("/").at(-1);
    const made = ours.filter(({ type }) => type === role).map(({ inputs: { permissions: _, ...inputs } }) => inputs);
    expect(made.sort((a, b) => (a["roleName"] < b["roleName"] ? -1 : 1))).toEqual(
      ["delete", "stop"].map((verb) => ({
        scope: subscription,
        assignableScopes: [subscription],
        roleName: `Container lab ${name}: ${verb}`,
        roleType: "CustomRole",
        description: `Lets the curfew of a container lab ${verb} it`,
      })),
    );
  });

  it("gives its rights to object ids, said to be service principals, once the new roles are known everywhere", async () => {
    const { ours, cluster } = await curfewWith({ curfew, endsAt, deleteAtEnd: "true" });
    const given = ours.filter(({ type }) => type === assignment);
    expect(given.map(({ inputs }) => inputs["principalType"])).toEqual(given.map(() => "ServicePrincipal"));
    for (const { options } of given) expect(options.dependencies).toContain(cluster.urn);
  });
});
