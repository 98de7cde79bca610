import { parse } from "yaml";
import { ContainerLab } from "../../components/containerLab";
import { LocalTarget } from "../../components/local/target";
import type { SimulatedResource } from "../../simulator";
import { labConfig, memoize, only, project, resourceSet, run, valueOf } from "../lab";

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

const endsAt = "2027-01-29T18:00:00+09:00";

/** Each lab is registered once, and many tests look at it. */
const labs = {
  plain: {},
  full: {
    owner: "Dr. Kim",
    windows: "true",
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
  local: { target: "local" },
  existing: {
    target: "local",
    kubeContext: "kind-kind",
    kubeconfig: "./school.yaml",
    registryServer: "registry.school.example/lab",
    apiServer: "https://10.0.0.5:6443",
    appPort: "9000",
    nodeCount: "12",
    students: '["kim"]',
  },
} satisfies Record<string, Record<string, string>>;

const lab = memoize(async (name: keyof typeof labs) => {
  const { resources, result, outputs } = await run(() => new ContainerLab("lab", labConfig(labs[name])).outputs);
  return { resources, result, outputs };
});

const deployment = "kubernetes:apps/v1:Deployment";
const image = "docker:index/image:Image";
const container = "docker:index/container:Container";

/** What is directly under the lab. */
function parts(resources: readonly SimulatedResource[]): string[] {
  const { urn } = only(resources, "lab:index:ContainerLab");
  return resourceSet(resources.filter(({ parent }) => parent === urn));
}

function replicasOf(resources: readonly SimulatedResource[]): unknown {
  return only(resources, deployment, "workload-deployment").inputs["spec"].replicas;
}

/** Of each Kubernetes object, what takes it along when it is deleted, and its provider. */
function fates(resources: readonly SimulatedResource[]): [string, string][] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ options, provider }) => [options.deletedWith, provider.split("::").slice(0, -1).join("::")]);
}

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
      ["appUrl", "cluster", "dockerHost", "image", "kubeconfig", "registry", "sshPrivateKey"].sort(),
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
    expect(inputs["build"]).toEqual({ context: "app", platform: "linux/amd64" });
    expect(state["repoDigest"]).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(only(resources, deployment).inputs["spec"].template.spec.containers[0].image).toBe(state["repoDigest"]);
    expect(JSON.parse(Buffer.from(userData, "base64").toString()).image).toBe(state["repoDigest"]);
  });

  it("needs no Docker with a ready image", async () => {
    const { resources, outputs } = await lab("small");
    expect(resources.filter(({ type }) => type.startsWith("docker:"))).toEqual([]);
    expect(outputs["image"]).toBe("ghcr.io/example/app:1.0.0");
  });

  it("starts the workload's pods only when the nodes may pull", async () => {
    const { resources } = await lab("plain");
    const pullRight = only(resources, "azure-native:authorization:RoleAssignment", "cluster-pull").urn;
    expect(only(resources, deployment).options.dependencies).toContain(pullRight);
  });

  it("makes the cluster wait for nothing but its resource group", async () => {
    const { resources } = await lab("plain");
    expect(only(resources, "azure-native:containerservice:ManagedCluster").options.dependencies).toEqual([
      only(resources, "azure-native:resources:ResourceGroup").urn,
    ]);
  });

  it.each([
    ["full", { owner: "Dr. Kim", endsAt }],
    ["plain", { owner: "instructor" }],
  ] as const)(
    "tags everything that takes tags with lab, stack and owner, and its end if there is one: %s",
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
    },
  );

  it("creates every Kubernetes object, students' too, on its own cluster, and lets it go with that cluster", async () => {
    const { resources } = await lab("full");
    const cluster = only(resources, "azure-native:containerservice:ManagedCluster").urn;
    const provider = only(resources, "pulumi:providers:kubernetes").urn;
    // 11 of the workload, 4 of IIS, 3 that a class shares and 9 for its student.
    expect(fates(resources)).toEqual(Array.from({ length: 11 + 4 + 3 + 9 }, () => [cluster, provider]));
  });

  it("closes students' pods to the cluster's own ranges, wherever they are", async () => {
    const { resources } = await lab("full");
    const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "gim-min-su-policy");
    expect(policy.inputs["spec"].egress.at(-1).to[0].ipBlock.except.slice(-2)).toEqual(["20.0.0.0/16", "11.0.0.0/16"]);
  });
});

describe("ContainerLab on this machine's Docker", () => {
  it("has network, registry, cluster, image and workload, and nothing of Azure's", async () => {
    const { resources } = await lab("local");
    expect(parts(resources)).toEqual([
      "lab:docker:AppImage app",
      "lab:kubernetes:Workload workload",
      "lab:local:Cluster cluster",
      "lab:local:Network network",
      "lab:local:Registry registry",
    ]);
    expect(resources.filter(({ type }) => type.startsWith("azure-native:"))).toEqual([]);
    expect(replicasOf(resources)).toBe(4);
  });

  it("builds the image for the machine that builds, and pushes it without a password", async () => {
    const { resources } = await lab("local");
    expect(only(resources, image).inputs).toEqual({
      imageName: "localhost:5001/app:lab",
      build: { context: "app" },
      buildOnPreview: false,
      skipPush: false,
    });
  });

  it("pushes once the registry runs, and again when the registry's images are lost", async () => {
    const { resources } = await lab("local");
    const { options } = only(resources, image);
    expect(options.dependencies).toContain(only(resources, container, "registry").urn);
    expect(options.replaceWith).toEqual([only(resources, "docker:index/volume:Volume", "registry-data").urn]);
  });

  it("makes nothing but the pods wait for the image, and the pods for all agents, too", async () => {
    const { resources } = await lab("local");
    const built = only(resources, image).urn;
    const waiting = resources.filter(({ options }) => options.dependencies.includes(built));
    expect(waiting.map(({ name }) => name)).toEqual(["workload-deployment"]);
    expect(only(resources, deployment).options.dependencies).toEqual(
      expect.arrayContaining(["agent-1", "agent-2", "agent-3"].map((name) => only(resources, container, name).urn)),
    );
  });

  it("creates every object on its own cluster, and lets it go with the cluster's volume", async () => {
    const { resources } = await lab("local");
    const data = only(resources, "docker:index/volume:Volume", "cluster-data").urn;
    const provider = only(resources, "pulumi:providers:kubernetes").urn;
    expect(fates(resources)).toEqual(Array.from({ length: 11 }, () => [data, provider]));
  });
});

describe("ContainerLab on a cluster that exists already", () => {
  it("has image, workload and students, and neither nodes nor a registry, network or keys", async () => {
    const { resources } = await lab("existing");
    expect(parts(resources)).toEqual([
      "lab:docker:AppImage app",
      "lab:kubernetes:Classroom students",
      "lab:kubernetes:Workload workload",
      "lab:local:ExistingCluster cluster",
    ]);
    expect(new Set(resources.map(({ type }) => type.split(":")[0]))).toEqual(
      new Set(["lab", "docker", "kubernetes", "pulumi"]),
    );
  });

  it("reports the registry, the context and how to reach the app, and no kubeconfig of an administrator", async () => {
    const { outputs } = await lab("existing");
    expect(outputs).toEqual({
      appUrl: expect.stringMatching(
        /`kubectl --kubeconfig \.\/school\.yaml --context kind-kind --namespace lab port-forward service\/app 9000:80`$/,
      ) as string,
      registry: "registry.school.example/lab",
      image: expect.stringMatching(/^registry\.school\.example\/lab\/app@sha256:[0-9a-f]{64}$/) as string,
      cluster: { context: "kind-kind" },
      students: "[secret]",
    });
  });

  it("pushes with what `docker login` stored, and does not build again for a registry that the lab did not create", async () => {
    const { resources } = await lab("existing");
    expect(only(resources, image).inputs).not.toHaveProperty("registry");
    expect(only(resources, image).options.replaceWith).toEqual([]);
  });

  it("runs as many pods as the cluster has nodes", async () => {
    expect(replicasOf((await lab("existing")).resources)).toBe(12);
  });

  it("deletes its objects one by one, students' too, since the cluster stays", async () => {
    const { resources } = await lab("existing");
    expect(fates(resources).map(([deletedWith]) => deletedWith)).toEqual(Array.from({ length: 11 + 3 + 9 }, () => ""));
  });

  it("gives students a kubeconfig with the API server's address that is set", async () => {
    const { result } = await lab("existing");
    const kubeconfigs = await valueOf(result.students!);
    expect(parse(kubeconfigs["kim"]!).clusters[0].cluster.server).toBe("https://10.0.0.5:6443");
  });
});

describe("LocalTarget", () => {
  it("uses the ports and the range that are set", async () => {
    const config = {
      registryPort: "5055",
      apiPort: "7000",
      appPort: "7001",
      networkCidr: "10.77.0.0/27",
      nodeCount: "1",
    };
    const { resources, outputs } = await run(() => {
      const { registry, clusterReference } = new LocalTarget(labConfig({ target: "local", ...config }), {});
      return { registry: registry!.server, clusterReference };
    });
    expect(outputs).toEqual({ registry: "localhost:5055", clusterReference: { nodes: "lab-server" } });
    const containers = ["registry", "server"].map((name) => only(resources, container, name).inputs);
    expect(containers.map((inputs) => inputs["networksAdvanced"][0].ipv4Address)).toEqual(["10.77.0.2", "10.77.0.10"]);
    expect(containers.map(({ ports }) => (ports as { external: number }[]).map(({ external }) => external))).toEqual([
      [5055],
      [7000, 7001],
    ]);
  });

  it("has no registry on an existing cluster with a ready image, and creates nothing but the provider", async () => {
    const config = { target: "local", kubeContext: "kind-kind", image: "ghcr.io/example/app:1.0.0" };
    const { resources, result } = await run(() => {
      const target = new LocalTarget(labConfig(config), {});
      return { seen: [target.registry, target.imagePlatform, target.createExtras()] };
    });
    expect(result.seen).toEqual([undefined, undefined, {}]);
    expect(resourceSet(resources)).toEqual([
      "lab:local:ExistingCluster cluster",
      "pulumi:providers:kubernetes cluster-kubernetes",
    ]);
  });
});
