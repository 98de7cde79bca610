import { appContract, appFolder } from "../../components/kubernetes/workload/contract";
import type { SimulatedResource } from "../../simulator";
import { only, project } from "../lab";
import { deployment, fates, image, labWith, parts, replicasOf, workloadObjects } from "./wholeLab";

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
  "azure-native:containerregistry:CacheRule",
  "azure-native:containerregistry:ScopeMap",
  "azure-native:containerregistry:Token",
  "azure-native:authorization:RoleAssignment",
  "azure-native:authorization:RoleDefinition",
  "azure-native:consumption:Budget",
];

const endsAt = "2027-01-29T18:00:00+09:00";

const labs = {
  plain: {},
  full: {
    owner: "Dr. Kim / R&D",
    tags: '{"course":"containers","cost-center":101}',
    windows: "true",
    webFrom: '["203.0.113.0/24","198.51.100.7/32"]',
    nodeCount: "3",
    replicas: "8",
    endsAt,
    deleteAtEnd: "true",
    curfew: '{"stopAt":"19:00","timeZone":"Asia/Seoul"}',
    budget: '{"amount":500,"emails":["instructor@example.com"],"startDate":"2027-01-01"}',
    podCidr: "20.0.0.0/16",
    serviceCidr: "11.0.0.0/16",
    students: '["김민수"]',
  },
  small: { dockerHost: "false", nodeCount: "3", image: "ghcr.io/example/app:1.0.0", endsAt },
} satisfies Record<string, Record<string, string>>;

const lab = (name: keyof typeof labs) => labWith(labs[name]);

const azureParts = [
  "azure-native:resources:ResourceGroup lab",
  "lab:azure:Cluster cluster",
  "lab:azure:DockerHost host",
  "lab:azure:Registry registry",
  "lab:docker:AppImage app",
  "lab:kubernetes:Workload workload",
];

describe("ContainerLab on Azure", () => {
  it("has registry, cluster, Docker host, image and workload by default", async () => {
    const { resources, outputs } = await lab("plain");
    expect(parts(resources)).toEqual(azureParts);
    expect(Object.keys(outputs).sort()).toEqual(
      [
        "appUrl",
        "cluster",
        "dockerHost",
        "image",
        "kubeconfig",
        "registry",
        "sshPrivateKey",
        "wordpressPassword",
      ].sort(),
    );
  });

  it("leaves out the Docker host on request, and has no cost controls for an end without deleteAtEnd", async () => {
    const { resources, outputs } = await lab("small");
    expect(parts(resources)).toEqual(azureParts.filter((part) => !part.includes("DockerHost")));
    expect(outputs).not.toHaveProperty("dockerHost");
  });

  it("adds IIS, curfew, budget and students on request", async () => {
    const { resources, outputs } = await lab("full");
    expect(parts(resources)).toEqual(
      [
        ...azureParts,
        "lab:azure:Budget budget",
        "lab:azure:Curfew curfew",
        "lab:kubernetes:Classroom students",
        "lab:kubernetes:IisWorkload iis",
      ].sort(),
    );
    expect(outputs).toMatchObject({ students: "[secret]", iisUrl: expect.stringMatching(/^http:\/\/203\./) as string });
  });

  it("bounds who reaches its pages by webFrom, and leaves them open without it", async () => {
    const sources = (resources: readonly SimulatedResource[]) =>
      resources
        .filter(({ type }) => type === "kubernetes:core/v1:Service")
        .map(({ name, inputs }) => [name, inputs["spec"].loadBalancerSourceRanges]);
    const webFrom = ["203.0.113.0/24", "198.51.100.7/32"];
    expect(sources((await lab("full")).resources).sort()).toEqual([
      ["iis-service", webFrom],
      ["workload-service", webFrom],
    ]);
    expect(sources((await lab("plain")).resources)).toEqual([["workload-service", undefined]]);
  });

  it("makes IIS's pods wait for the Windows pool, and nothing else", async () => {
    const { resources } = await lab("full");
    const pool = only(resources, "azure-native:containerservice:AgentPool").urn;
    expect(resources.filter(({ options }) => options.dependencies.includes(pool)).map(({ name }) => name)).toEqual([
      "iis-deployment",
    ]);
  });

  it("runs one pod a node unless replicas is set", async () => {
    const [plain, small, full] = [await lab("plain"), await lab("small"), await lab("full")];
    expect([plain, small, full].map(({ resources }) => replicasOf(resources))).toEqual([4, 3, 8]);
  });

  it("runs the same image, built for amd64, by digest, on the cluster and on the Docker host", async () => {
    const { resources } = await lab("plain");
    const { state, inputs } = only(resources, image);
    const userData = only(resources, "azure-native:compute:VirtualMachine").inputs["userData"];
    expect(inputs["build"]).toEqual({ context: appFolder, platform: "linux/amd64" });
    expect(state["repoDigest"]).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(only(resources, deployment).inputs["spec"].template.spec.containers[0].image).toBe(state["repoDigest"]);
    expect(JSON.parse(Buffer.from(userData, "base64").toString()).image).toBe(state["repoDigest"]);
  });

  it("needs no Docker with a ready image", async () => {
    const { resources, outputs } = await lab("small");
    expect(resources.filter(({ type }) => type.startsWith("docker:"))).toEqual([]);
    expect(outputs["image"]).toBe("ghcr.io/example/app:1.0.0");
  });

  it("probes a ready image, which need not know of a port for probes, where it listens", async () => {
    const { resources } = await lab("small");
    const [{ ports, readinessProbe }] = only(resources, deployment, "workload-deployment").inputs["spec"].template.spec
      .containers;
    expect([ports, readinessProbe.httpGet]).toEqual([
      [{ name: "http", containerPort: appContract.port, protocol: "TCP" }],
      { path: appContract.readyPath, port: "http" },
    ]);
  });

  it("gives cluster and Docker host what the app's contract says, and when the lab ends", async () => {
    const { resources } = await lab("full");
    const { spec } = only(resources, deployment, "workload-deployment").inputs;
    const { ports, env, resources: needs } = spec.template.spec.containers[0];
    const { userData } = only(resources, "azure-native:compute:VirtualMachine").inputs;
    const onHost = JSON.parse(Buffer.from(userData, "base64").toString("utf8"));
    const expected = { ...appContract.env, ENDS_AT: endsAt };
    expect(ports[0].containerPort).toBe(appContract.port);
    expect(needs).toEqual(appContract.resources);
    for (const [name, value] of Object.entries(expected)) expect(env).toContainEqual({ name, value });
    expect(onHost).toMatchObject({ port: appContract.port, env: expected });
  });

  it("starts the workload's pods only when the nodes may pull", async () => {
    const { resources } = await lab("plain");
    const pullRight = only(resources, "azure-native:authorization:RoleAssignment", "cluster-pull").urn;
    expect(only(resources, deployment).options.dependencies).toContain(pullRight);
  });

  it("tells the app when the lab ends, if it does", async () => {
    const told = async (name: keyof typeof labs) => {
      const { spec } = only((await lab(name)).resources, deployment, "workload-deployment").inputs;
      const env = spec.template.spec.containers[0].env as { name: string; value?: string }[];
      return env.filter(({ name }) => name === "ENDS_AT");
    };
    expect(await told("full")).toEqual([{ name: "ENDS_AT", value: endsAt }]);
    expect(await told("plain")).toEqual([]);
  });

  it("makes the cluster wait for nothing but its resource group", async () => {
    const { resources } = await lab("plain");
    expect(only(resources, "azure-native:containerservice:ManagedCluster").options.dependencies).toEqual([
      only(resources, "azure-native:resources:ResourceGroup").urn,
    ]);
  });

  it.each([
    ["full", { owner: "Dr. Kim / R&D", endsAt, course: "containers", "cost-center": "101" }],
    ["plain", { owner: "instructor" }],
  ] as const)(
    "tags everything that takes tags with lab, stack and owner, its end if there is one, and what the stack adds: %s",
    async (...given) => {
      const [name, tags] = given;
      const { resources } = await lab(name);
      const azure = resources.filter(({ type }) => type.startsWith("azure-native:"));
      const types = new Set(azure.map(({ type }) => type));
      if (name === "full") expect([...types].sort()).toEqual([...taggable, ...untaggable].sort());
      expect(azure.map(({ type, inputs }) => [type, inputs["tags"]])).toEqual(
        azure.map(({ type }) => [
          type,
          untaggable.includes(type) ? undefined : { lab: project, stack: "test", ...tags },
        ]),
      );
      const [pool] = only(resources, "azure-native:containerservice:ManagedCluster").inputs["agentPoolProfiles"];
      expect(pool.tags).toEqual({ lab: project, stack: "test", ...tags });
    },
  );

  it("creates every Kubernetes object, students' too, on its own cluster, and lets it go with that cluster", async () => {
    const { resources } = await lab("full");
    const cluster = only(resources, "azure-native:containerservice:ManagedCluster").urn;
    const provider = only(resources, "pulumi:providers:kubernetes").urn;
    // Besides the workload's: 4 of IIS, 15 that a class shares and 10 for its student.
    const count = workloadObjects + 4 + 15 + 10;
    expect(fates(resources)).toEqual(Array.from({ length: count }, () => [cluster, provider]));
  });

  it("closes students' pods to the cluster's own ranges, wherever they are", async () => {
    const { resources } = await lab("full");
    const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "gim-min-su-policy");
    expect(policy.inputs["spec"].egress.at(-1).to[0].ipBlock.except.slice(-2)).toEqual(["20.0.0.0/16", "11.0.0.0/16"]);
  });
});
