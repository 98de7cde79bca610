import { clientConfig } from "../../../simulator/azure/authorization";
import { azureFaults } from "../../../simulator/azure/crossChecks";
import { models } from "../../../simulator/catalog";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { record, describeFaults } from "../helpers";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const make = (type: string, name: string, inputs: Inputs) =>
  record(models, `azure-native:${type}`, name, { ...inputs, resourceGroupName: "lab" });

const group = make("resources:ResourceGroup", "lab", { location: "koreacentral" });
const registry = make("containerregistry:Registry", "registry", { registryName: "labregistry" });
const net = make("network:VirtualNetwork", "net", {
  virtualNetworkName: "net",
  subnets: [{ name: "host", addressPrefix: "10.0.0.0/24" }],
});
const host = make("compute:VirtualMachine", "host", { vmName: "host", identity: { type: "SystemAssigned" } });
const cluster = make("containerservice:ManagedCluster", "cluster", {
  resourceName: "aks",
  networkProfile: { networkDataplane: "cilium", networkPolicy: "cilium" },
});
const lab = [group, registry, net, host, cluster];
const faultsWith = (...more: SimulatedResource[]) => describeFaults(azureFaults([...lab, ...more]));

const nic = (inputs: Inputs, name = "nic") => make("network:NetworkInterface", name, inputs);
const onSubnet = (id: string) => nic({ ipConfigurations: [{ name: "host", subnet: { id } }] });
const absent = (name: string, id: string) => `${name}: it refers to ${id}, which the lab does not have`;

describe("a reference to a resource", () => {
  it("may be to any resource of the lab, however deep it stands, and to a part of one", () => {
    expect(faultsWith(onSubnet(`${net.id}/subnets/host`), nic({ peer: [{ id: registry.id }] }, "other"))).toEqual([]);
  });

  it("is not what only looks like one: part of a text, or a scope that is not a resource", () => {
    expect(faultsWith(nic({ tags: { note: `see ${subscription}/resourceGroups/gone`, scope: subscription } }))).toEqual(
      [],
    );
  });

  it("is refused to what is in a group that the lab does not have", () => {
    const id = `${subscription}/resourceGroups/gone/providers/Microsoft.Network/virtualNetworks/net/subnets/host`;
    expect(faultsWith(onSubnet(id))).toEqual([absent("nic", id)]);
  });

  it("is refused to another subscription", () => {
    const id = net.id.replace("00000000-", "11111111-");
    expect(faultsWith(onSubnet(id))).toEqual([absent("nic", id)]);
  });

  it("is refused to what is not there, in a group that is", () => {
    const id = `${group.id}/providers/Microsoft.Network/networkSecurityGroups/gone`;
    expect(faultsWith(nic({ networkSecurityGroup: { id } }))).toEqual([absent("nic", id)]);
  });

  it("is refused to a name of which one that is there is only the start", () => {
    expect(faultsWith(nic({ peer: { id: `${net.id}2` } }))).toEqual([absent("nic", `${net.id}2`)]);
  });

  it("is refused to a subnet that its network does not have", () => {
    const id = `${net.id}/subnets/guest`;
    expect(faultsWith(onSubnet(id))).toEqual([absent("nic", id)]);
  });

  it("may be in another case, since Azure's ids have none", () => {
    expect(faultsWith(onSubnet(`${net.id}/subnets/host`.replace("Microsoft.Network", "microsoft.network")))).toEqual(
      [],
    );
  });

  it("is refused also where it is in another case", () => {
    const id = `${subscription}/resourcegroups/gone/providers/Microsoft.Network/virtualNetworks/net`;
    expect(faultsWith(onSubnet(id))).toEqual([absent("nic", id)]);
  });

  it("is also one by name: a resource's group must be there", () => {
    const lost = record(models, "azure-native:network:NetworkSecurityGroup", "lost", { resourceGroupName: "gone" });
    const [fault, ...others] = faultsWith(lost);
    expect(fault).toMatch(/^lost: .*gone/);
    expect(others).toEqual([]);
  });

  it("is also one by name: a node pool's cluster must be there", () => {
    const pool = make("containerservice:AgentPool", "win", { resourceName: "gone", agentPoolName: "win" });
    const [fault, ...others] = faultsWith(pool);
    expect(fault).toMatch(/^win: .*gone/);
    expect(others).toEqual([]);
  });
});

describe("two resources of the same kind, group and name", () => {
  it("cannot be", () => {
    const [fault, ...others] = faultsWith(
      nic({ networkInterfaceName: "nic" }, "one"),
      nic({ networkInterfaceName: "nic" }, "two"),
    );
    expect(fault).toMatch(/^two: /);
    expect(others).toEqual([]);
  });

  it("cannot be in other case either", () => {
    expect(
      faultsWith(nic({ networkInterfaceName: "nic" }, "one"), nic({ networkInterfaceName: "NIC" }, "two")),
    ).toHaveLength(1);
  });

  it("are not what the simulator has no model of, and therefore no id", () => {
    const unmodelled = (type: string) => ({ ...nic({}), urn: `urn:${type}`, type, id: "way-out" });
    expect(
      faultsWith(unmodelled("azure-native:network:NatGateway"), unmodelled("azure-native:network:RouteTable")),
    ).toEqual([]);
  });

  it("are two where only the logical name is the same", () => {
    expect(faultsWith(nic({ networkInterfaceName: "a" }), nic({ networkInterfaceName: "b" }))).toEqual([]);
  });
});

describe("a Windows pool of its own", () => {
  const pool = (osType: string) =>
    make("containerservice:AgentPool", "win", { resourceName: "aks", agentPoolName: "win", osType });

  it("cannot join a cluster with Cilium, and a Linux pool can", () => {
    expect(faultsWith(pool("Windows"))).toEqual(["win: Cilium cannot serve Windows nodes"]);
    expect(faultsWith(pool("Linux"))).toEqual([]);
  });
});

describe("a role assignment", () => {
  const kubelet = cluster.state["identityProfile"]["kubeletidentity"];
  const assignment = (principalId: unknown, name = "pull", more: Inputs = {}) =>
    make("authorization:RoleAssignment", name, {
      scope: registry.id,
      principalId,
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
      ...more,
    });
  const notOne = (principalId: string) =>
    `pull: principalId ${principalId} is not the object id of an identity of the lab`;

  it("is to the object id of a kubelet or of a machine", () => {
    expect(faultsWith(assignment(kubelet.objectId), assignment(host.state["identity"].principalId, "host"))).toEqual(
      [],
    );
  });

  it("is not to a client id, which Azure would take and which would never help", () => {
    expect(faultsWith(assignment(kubelet.clientId))).toEqual([notOne(kubelet.clientId)]);
  });

  it("is not to the tenant, nor to an identity of another lab", () => {
    const { tenantId } = host.state["identity"];
    const other = "99999999-0000-4000-8000-006f626a6563";
    expect(faultsWith(assignment(tenantId))).toEqual([notOne(tenantId)]);
    expect(faultsWith(assignment(other))).toEqual([notOne(other)]);
  });

  it("may be to the deployer, whose object id the program can ask for", () => {
    expect(faultsWith(assignment(clientConfig()["objectId"], "push", { principalType: "User" }))).toEqual([]);
  });

  it("is for a scope that is there", () => {
    const scope = `${subscription}/resourceGroups/gone/providers/Microsoft.ContainerRegistry/registries/labregistry`;
    expect(faultsWith(assignment(kubelet.objectId, "pull", { scope }))).toEqual([absent("pull", scope)]);
  });

  it("cannot be made twice for one principal, role and scope", () => {
    const [fault, ...others] = faultsWith(assignment(kubelet.objectId, "one"), assignment(kubelet.objectId, "two"));
    expect(fault).toMatch(/^two: /);
    expect(others).toEqual([]);
  });

  describe("of a role of the lab's own", () => {
    const role = (assignable: string) =>
      make("authorization:RoleDefinition", "role", { scope: assignable, assignableScopes: [assignable] });
    const roleDefinitionId = (definition: SimulatedResource) =>
      `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${definition.state["name"]}`;
    const assigned = (assignable: string, scope: string) => {
      const definition = role(assignable);
      return faultsWith(
        definition,
        assignment(kubelet.objectId, "stop", { scope, roleDefinitionId: roleDefinitionId(definition) }),
      );
    };

    it.each([
      [subscription, group.id],
      [subscription, registry.id],
      [group.id, group.id],
      [group.id.toLowerCase(), registry.id],
    ])("can be in %s for %s", (assignable, scope) => {
      expect(assigned(assignable, scope)).toEqual([]);
    });

    it.each([
      [registry.id, group.id],
      [registry.id, host.id],
      [group.id, subscription],
      [group.id.slice(0, -1), group.id],
    ])("cannot be in %s for %s, which is not in it", (assignable, scope) => {
      expect(assigned(assignable, scope)).toContain(`stop: the role role cannot be assigned in ${scope}`);
    });
  });

  it.each(["8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "acrpull", "toString"])("gives away no role %s", (role) => {
    const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
    expect(faultsWith(assignment(kubelet.objectId, "pull", { roleDefinitionId }))).toEqual([
      `pull: no role that the lab gives away has the id ${role.toLowerCase()}`,
    ]);
  });
});

describe("what a Logic App calls", () => {
  const calling = (uri: string) =>
    make("logic:Workflow", "app", {
      workflowName: "app",
      definition: { triggers: {}, actions: { Call: { type: "Http", inputs: { method: "POST", uri } } } },
    });
  const azure = (path: string) => `https://management.azure.com${path}`;

  it.each([
    azure(`${cluster.id}?api-version=1`),
    azure(`${cluster.id}/stop?api-version=1`),
    azure(group.id.toLowerCase()),
    "https://example.com/subscriptions/1",
  ])("may be %s", (uri) => {
    expect(faultsWith(calling(uri))).toEqual([]);
  });

  it.each([`${cluster.id}2/stop`, `${subscription}/resourceGroups/gone`])(
    "is nothing that is not there: %s",
    (path) => {
      expect(faultsWith(calling(azure(`${path}?api-version=1`)))).toEqual([
        `app: it calls ${path}, which the lab does not have`,
      ]);
    },
  );
});
