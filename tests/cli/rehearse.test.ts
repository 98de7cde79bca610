import { localRequirements } from "../../cli/commands/local/requirements";
import { type Plan, type PlannedResource, type Rehearsal, rehearse } from "../../cli/rehearse";
import { fakeContext, project, projectFolder } from "./harness";

const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

const { context } = fakeContext(projectFolder(), {});

function rehearseStack(stack: string, ...config: string[]): Promise<Rehearsal> {
  return rehearse(context, { stack, config, strict: true });
}

function only({ resources }: Plan, type: string): PlannedResource {
  const found = resources.filter((other) => other.type === type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("the rehearsal of a stack on Azure", () => {
  it("has every resource, with its parent by URN, and masks what is secret", async () => {
    const { plan, ...rehearsal } = await rehearseStack("dev");
    expect(rehearsal).toMatchObject({ project, stack: "dev" });
    // What is in each component is for its own test to say.
    expect(plan.resources.filter(({ component }) => component).map(({ urn }) => urn)).toEqual(
      [
        "lab:index:ContainerLab::lab",
        "lab:index:ContainerLab$lab:azure:Registry::registry",
        "lab:index:ContainerLab$lab:azure:Cluster::cluster",
        "lab:index:ContainerLab$lab:docker:AppImage::app",
        "lab:index:ContainerLab$lab:azure:DockerHost::host",
        "lab:index:ContainerLab$lab:kubernetes:Workload::workload",
      ].map((end) => `urn:pulumi:dev::${project}::${end}`),
    );
    expect(only(plan, "azure-native:containerservice:ManagedCluster").parent).toBe(
      `urn:pulumi:dev::${project}::lab:index:ContainerLab$lab:azure:Cluster::cluster`,
    );
    // A resource stands behind its parent.
    expect(
      plan.resources.filter(
        ({ parent }, index) => parent !== null && !plan.resources.slice(0, index).some(({ urn }) => urn === parent),
      ),
    ).toEqual([]);
    expect(new Set(plan.resources.map(({ urn }) => urn)).size).toBe(plan.resources.length);
    expect(Object.keys(plan)).toEqual(["resources", "outputs", "vcpus", "addresses", "unmodelled", "notes"]);
    expect(new Set(plan.resources.map((resource) => Object.keys(resource).join()))).toEqual(
      new Set(["urn,type,name,parent,inputs,component,modelled"]),
    );
    expect([plan.unmodelled, plan.notes]).toEqual([[], []]);
    expect(plan.resources.filter(({ modelled }) => !modelled)).toEqual([]);

    expect(plan.outputs).toMatchObject({ kubeconfig: "[secret]", sshPrivateKey: "[secret]" });
    expect(only(plan, "pulumi:providers:kubernetes").inputs).toMatchObject({ kubeconfig: "[secret]" });
    expect(only(plan, "docker:index/image:Image").inputs).toMatchObject({ registry: { password: "[secret]" } });
    expect(JSON.stringify(plan)).not.toMatch(/PRIVATE KEY|apiVersion: v1/);

    expect(plan.vcpus).toEqual({ total: 10, byFamily: { Dsv5: 8, Basv2: 2 } });
  });

  it("warns that an end has passed at which the lab is deleted", async () => {
    const { plan } = await rehearseStack("dev", "endsAt=2024-01-31T18:00:00Z", "deleteAtEnd=true");
    expect(plan.notes).toEqual([expect.stringMatching(/^The end of the lab, endsAt 2024-01-31T18:00:00Z, has passed/)]);
  });

  it("says of students whether they fit, and repeats the command line so that they would", async () => {
    const { plan, fixCommand } = await rehearseStack("dev", 'students=["kim","lee"]', "studentCpu=3");
    expect(Object.keys(plan)).toEqual([
      "resources",
      "outputs",
      "vcpus",
      "addresses",
      "capacity",
      "unmodelled",
      "notes",
    ]);
    expect(plan.capacity).toEqual({
      students: 2,
      // Of each student and of one who requests more, of the app's four pods and one more in an update, and of AKS's own.
      needed: {
        cpu: 6000 + 250 + 700,
        memory: 1280 + 640 + 320 + 512,
        pods: 20 + 5 + 16,
        scratch: 1280 + 1408,
        disks: 2,
      },
      beyondReserved: { cpu: 0, memory: 640, pods: 0, scratch: 1408, disks: 0 },
      containersMemory: 0,
      now: { nodes: 4, cpu: 6000, memory: 19976, pods: 968, scratch: 4 * 30_136, disks: 16 },
      atMost: null,
      insufficient: ["cpu"],
      nodesNeeded: 5,
      vcpusNeeded: { total: 12, byFamily: { Dsv5: 10, Basv2: 2 } },
    });
    expect(fixCommand).toBe('npm start -- --config "students=[kim, lee]" --config studentCpu=3 --config nodeCount=5');
  });

  it("adds the Windows node and its vCPUs, masks its password, and lets no student's pod run there", async () => {
    const overrides = ["windows=true", "nodeSize=Standard_D4s_v5", `sshPublicKey=${sshPublicKey}`, "nodeCount=4"];
    const { plan, fixCommand } = await rehearseStack("dev", ...overrides, 'students=["kim"]', "studentMemory=60Gi");
    expect(plan.vcpus).toEqual({ total: 22, byFamily: { Dsv5: 20, Basv2: 2 } });
    expect(only(plan, "azure-native:containerservice:ManagedCluster").inputs).toMatchObject({
      windowsProfile: { adminUsername: "labadmin", adminPassword: "[secret]" },
    });
    // A key that is given is not an output.
    expect(plan.outputs).not.toHaveProperty("sshPrivateKey");
    expect(JSON.stringify(plan)).not.toContain("Simulated-");

    // What the students lack is more of the other nodes.
    expect(plan.capacity).toMatchObject({
      now: { nodes: 4 },
      insufficient: ["memory"],
      nodesNeeded: 6,
      vcpusNeeded: { total: 30, byFamily: { Dsv5: 28, Basv2: 2 } },
    });
    expect(fixCommand).toBe(
      "npm start -- --config windows=true --config nodeSize=Standard_D4s_v5 " +
        `--config "sshPublicKey=${sshPublicKey}" --config nodeCount=6 --config "students=[kim]" --config studentMemory=60Gi`,
    );
  });

  it("counts an autoscaled pool at its largest, and takes overrides of every form", async () => {
    const { plan, inventory } = await rehearseStack(
      "dev",
      "nodeCount=2",
      `${project}:maxNodeCount=6`,
      "dockerHost=false",
      'owner="R. \\"Kim\\""',
      'authorizedIpRanges=["203.0.113.0/24"]',
      "azure-native:clientSecret=s3cret",
    );
    expect(plan.vcpus).toEqual({ total: 12, byFamily: { Dsv5: 12 } });
    expect(inventory.machines.map(({ size, count }) => `${count} × ${size.name}`)).toEqual(["6 × Standard_D2s_v5"]);
    expect(plan.outputs).not.toHaveProperty("dockerHost");
    expect(plan.resources.filter(({ name }) => name.startsWith("host"))).toEqual([]);
    expect(only(plan, "azure-native:containerservice:ManagedCluster").inputs).toMatchObject({
      agentPoolProfiles: [{ enableAutoScaling: true, minCount: 2, maxCount: 6 }],
      apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] },
      tags: { lab: project, stack: "dev", owner: 'R. "Kim"' },
    });
    expect(JSON.stringify(plan)).not.toContain("s3cret");
  });
});

describe("the rehearsal of a class on Azure", () => {
  it("has a scope map and a token for each student, no password, and says how many the registry's tier holds", async () => {
    const { plan, inventory } = await rehearseStack("dev", 'students=["kim","lee"]');
    const names = (type: string) => plan.resources.filter((one) => one.type.endsWith(type)).map(({ name }) => name);
    expect([names(":ScopeMap"), names("containerregistry:Token")]).toEqual([
      ["kim", "lee"],
      ["kim", "lee"],
    ]);
    expect(inventory.registryTokens).toEqual({ tier: "Basic", tokens: 2, atMost: 100 });
    expect(plan.outputs["registryId"]).toMatch(/\/Microsoft\.ContainerRegistry\/registries\/registry[0-9a-f]{8}$/);
    expect(plan.outputs).not.toHaveProperty("registryPasswords");
  });

  it("says nothing of tokens without students", async () => {
    const { plan, inventory } = await rehearseStack("dev");
    expect(inventory.registryTokens).toBeUndefined();
    expect(plan.outputs).not.toHaveProperty("registryId");
  });
});

describe("the rehearsal of a stack on Docker", () => {
  const requirements = ({ config, inventory }: Rehearsal) => localRequirements(config, inventory.docker);

  it("finds what the lab makes on Docker: nodes, registry, ports and range", async () => {
    const { containers, volumes, ...others } = requirements(await rehearseStack("local"));
    expect([...containers].sort()).toEqual([
      "petshop-agent-1",
      "petshop-agent-2",
      "petshop-agent-3",
      "petshop-registry",
      "petshop-server",
    ]);
    expect([...volumes].sort()).toEqual([
      "petshop-agent-1-storage",
      "petshop-agent-2-storage",
      "petshop-agent-3-storage",
      "petshop-registry",
      "petshop-server",
      "petshop-server-storage",
    ]);
    expect(others).toEqual({
      networks: ["petshop"],
      ports: [
        { key: "registryPort", port: 5001 },
        { key: "apiPort", port: 6550 },
        { key: "appPort", port: 8090 },
      ],
      subnet: "10.150.0.0/24",
      nodes: 4,
      docker: true,
    });
  });

  it("goes by the values that are set", async () => {
    const ports = ["registryPort=5055", "apiPort=7000", "appPort=7001"];
    const { containers, ...others } = requirements(
      await rehearseStack("local", "nodeCount=1", "networkCidr=10.77.0.0/27", ...ports),
    );
    expect([...containers].sort()).toEqual(["petshop-registry", "petshop-server"]);
    expect(others).toMatchObject({
      ports: [
        { key: "registryPort", port: 5055 },
        { key: "apiPort", port: 7000 },
        { key: "appPort", port: 7001 },
      ],
      subnet: "10.77.0.0/27",
      nodes: 1,
    });
  });

  it("says what the machine must have for the students", async () => {
    const { plan, fixCommand } = await rehearseStack("local", 'students=["kim","lee"]', "nodeCount=3");
    expect(plan.capacity).toMatchObject({
      // Of each student and of one who requests more; the app's three pods and one more, coredns and its like, and four load balancers' pods, one on each node.
      needed: { cpu: 400 + 800 + 200 + 200, memory: 1280 + 640 + 256 + 140 + 2150, pods: 20 + 4 + 3 + 3 * 3 },
      containersMemory: 2150,
      now: { nodes: 3, cpu: null, memory: null, pods: 330 },
      insufficient: [],
      nodesNeeded: 1,
    });
    expect(fixCommand).toBeUndefined();
  });

  it("makes nothing on Docker for an existing cluster, and needs Docker only to build an image", async () => {
    const nothing = {
      containers: [],
      networks: [],
      volumes: [],
      ports: [],
      subnet: undefined,
      nodes: 0,
      docker: false,
    };
    const ready = await rehearseStack("local", "kubeContext=kind-kind", "image=ghcr.io/example/app:1.0.0");
    expect(requirements(ready)).toEqual(nothing);
    expect(ready.inventory.kubeContext).toBe("kind-kind");
    const built = await rehearseStack("local", "kubeContext=kind-kind", "registryServer=registry.example/lab");
    expect(requirements(built)).toEqual({ ...nothing, docker: true });
  });
});
