import { ContainerLab } from "../../components/containerLab";
import type { SimulatedResource } from "../../simulator";
import { labConfig, only, resourceSet, run } from "../lab";

/** Types that Azure lets carry tags, of those that the lab uses; rights and budgets are not among them. */
const taggable = [
  "azure-native:compute:VirtualMachine",
  "azure-native:containerregistry:Registry",
  "azure-native:containerservice:AgentPool",
  "azure-native:containerservice:ManagedCluster",
  "azure-native:devtestlab:GlobalSchedule",
  "azure-native:logic:Workflow",
  "azure-native:network:NetworkInterface",
  "azure-native:network:NetworkSecurityGroup",
  "azure-native:network:PublicIPAddress",
  "azure-native:network:VirtualNetwork",
  "azure-native:resources:ResourceGroup",
];

const untaggable = [
  "azure-native:authorization:RoleAssignment",
  "azure-native:authorization:RoleDefinition",
  "azure-native:consumption:Budget",
];

/** A lab of each kind is registered once, and looked at by many tests. */
const labs = {
  plain: {},
  full: {
    owner: "Dr. Kim",
    windows: "true",
    nodeCount: "3",
    replicas: "8",
    endsAt: "2027-01-29T18:00:00+09:00",
    deleteAtEnd: "true",
    curfew: '{"stopAt":"19:00","timeZone":"Asia/Seoul"}',
    budget: '{"amount":500,"emails":["instructor@example.com"],"startDate":"2027-01-01"}',
  },
  small: { dockerHost: "false", nodeCount: "3", image: "ghcr.io/example/app:1.0.0" },
};

async function register(config: Record<string, string>): Promise<readonly SimulatedResource[]> {
  const { resources } = await run(() => {
    new ContainerLab("lab", labConfig(config));
    return {};
  });
  return resources;
}

/** What lies directly under the lab. */
function parts(resources: readonly SimulatedResource[]): string[] {
  const { urn } = only(resources, "lab:index:ContainerLab");
  return resourceSet(resources.filter(({ parent }) => parent === urn));
}

describe("ContainerLab", () => {
  let plain: readonly SimulatedResource[];
  let full: readonly SimulatedResource[];
  let small: readonly SimulatedResource[];

  beforeAll(async () => {
    plain = await register(labs.plain);
    full = await register(labs.full);
    small = await register(labs.small);
  });

  it("has every part of the lab by default, except Windows", () => {
    expect(parts(plain)).toEqual([
      "azure-native:resources:ResourceGroup lab",
      "lab:azure:Cluster cluster",
      "lab:azure:DockerHost host",
      "lab:azure:Registry registry",
      "lab:docker:AppImage app",
      "lab:kubernetes:Workload workload",
    ]);
  });

  it("leaves the Docker host out on request", () => {
    expect(parts(small)).toEqual([
      "azure-native:resources:ResourceGroup lab",
      "lab:azure:Cluster cluster",
      "lab:azure:Registry registry",
      "lab:docker:AppImage app",
      "lab:kubernetes:Workload workload",
    ]);
  });

  it("adds IIS with windows, which waits for the Windows pool and nothing else waits for it", () => {
    const pool = only(full, "azure-native:containerservice:AgentPool").urn;
    expect(parts(full)).toContain("lab:kubernetes:IisWorkload iis");
    expect(full.filter(({ options }) => options.dependencies.includes(pool)).map(({ name }) => name)).toEqual([
      "iis-deployment",
    ]);
  });

  it("has a curfew and a budget on request, and no right, role or Logic App of theirs without", () => {
    expect(parts(full)).toEqual(expect.arrayContaining(["lab:azure:Budget budget", "lab:azure:Curfew curfew"]));
    expect(plain.map(({ type }) => type).filter((type) => /logic|RoleDefinition|consumption/.test(type))).toEqual([]);
  });

  it("has what deletes it at its end also without a curfew, and nothing of the kind for an end alone", async () => {
    const endsAt = "2027-01-29T18:00:00+09:00";
    const names = async (config: Record<string, string>) =>
      (await register(config)).map(({ name }) => name).filter((name) => /^(curfew|budget)/.test(name));
    await expect(names({ ...labs.small, endsAt })).resolves.toEqual([]);
    await expect(names({ ...labs.small, endsAt, deleteAtEnd: "true" })).resolves.toEqual(
      expect.arrayContaining(["curfew", "curfew-end", "curfew-end-group"]),
    );
  });

  it("runs one pod a node unless replicas says otherwise", () => {
    const replicas = (resources: readonly SimulatedResource[]) =>
      only(resources, "kubernetes:apps/v1:Deployment", "workload-deployment").inputs["spec"].replicas;
    expect([plain, small, full].map(replicas)).toEqual([4, 3, 8]);
  });

  it("runs the same image, by digest, on the cluster and on the Docker host", () => {
    const { repoDigest } = only(plain, "docker:index/image:Image").state;
    const userData = only(plain, "azure-native:compute:VirtualMachine").inputs["userData"];
    expect(repoDigest).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(only(plain, "kubernetes:apps/v1:Deployment").inputs["spec"].template.spec.containers[0].image).toBe(
      repoDigest,
    );
    expect(JSON.parse(Buffer.from(userData, "base64").toString()).image).toBe(repoDigest);
  });

  it("needs no Docker where a ready image is named", () => {
    expect(small.filter(({ type }) => type.startsWith("docker:"))).toEqual([]);
  });

  it("starts the workload's pods only when the nodes may pull", () => {
    const pullRight = only(plain, "azure-native:authorization:RoleAssignment", "cluster-pull").urn;
    expect(only(plain, "kubernetes:apps/v1:Deployment").options.dependencies).toContain(pullRight);
  });

  it("lets the cluster wait for nothing but its resource group", () => {
    expect(only(plain, "azure-native:containerservice:ManagedCluster").options.dependencies).toEqual([
      only(plain, "azure-native:resources:ResourceGroup").urn,
    ]);
  });

  it("marks everything that takes tags with lab, stack and owner, and with its end where there is one", () => {
    const marks = (resources: readonly SimulatedResource[]) =>
      resources
        .filter(({ type }) => type.startsWith("azure-native:"))
        .map(({ type, inputs }) => [type, inputs["tags"]]);
    const own = { lab: "azure-container-lab", stack: "test" };
    const withMarks = (types: string[], tags: object) =>
      types.map((type) => [type, untaggable.includes(type) ? undefined : tags]);
    const types = (resources: readonly SimulatedResource[]) => marks(resources).map(([type]) => type as string);
    expect([...new Set(types(full))].sort()).toEqual([...taggable, ...untaggable].sort());
    expect(marks(full)).toEqual(withMarks(types(full), { ...own, owner: "Dr. Kim", endsAt: labs.full.endsAt }));
    expect(marks(plain)).toEqual(withMarks(types(plain), { ...own, owner: "instructor" }));
  });

  it("sends every Kubernetes object to its own cluster and lets it go with that cluster", () => {
    const cluster = only(full, "azure-native:containerservice:ManagedCluster").urn;
    const provider = only(full, "pulumi:providers:kubernetes").urn;
    const objects = full.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects).toHaveLength(15);
    for (const { options, provider: own } of objects) {
      expect([options.deletedWith, own.split("::").slice(0, -1).join("::")]).toEqual([cluster, provider]);
    }
  });
});
