import { parse } from "yaml";
import { ContainerLab } from "../../../components/containerLab";
import type { SimulatedResource } from "../../../simulator";
import { labConfig, memoize, only, resourceSet, run, valueOf } from "../../lab";

const container = "docker:index/container:Container";
const image = "docker:index/image:Image";
const password = "random:index/randomPassword:RandomPassword";
const deployment = "kubernetes:apps/v1:Deployment";

const labWith = memoize(async (config: Record<string, string> = {}) => {
  const { resources, result, outputs } = await run(() => {
    const { appUrl, registry, image, kubeconfig, cluster, students, ...azure } = new ContainerLab(
      "lab",
      labConfig({ target: "local", ...config }),
    );
    const { iisUrl, dockerHost, sshPrivateKey } = azure;
    return { appUrl, registry, image, kubeconfig, cluster, students, iisUrl, dockerHost, sshPrivateKey };
  });
  return { resources, result, outputs };
});

const workload = [
  `${deployment} workload-deployment`,
  "kubernetes:core/v1:Namespace workload",
  "kubernetes:core/v1:Service workload-service",
  "kubernetes:core/v1:ServiceAccount workload-account",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy workload-allow",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy workload-deny",
  "kubernetes:policy/v1:PodDisruptionBudget workload-budget",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole workload-nodes",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding workload-nodes",
  "kubernetes:rbac.authorization.k8s.io/v1:Role workload-pods",
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding workload-pods",
  "lab:kubernetes:Workload workload",
];

/** All that a lab on this machine's Docker has, with its image and without its agents. */
const ownCluster = [
  `${container} registry`,
  `${container} server`,
  "docker:index/network:Network network",
  "docker:index/remoteImage:RemoteImage cluster-image",
  "docker:index/remoteImage:RemoteImage registry-image",
  "docker:index/volume:Volume cluster-data",
  "docker:index/volume:Volume registry-data",
  ...workload,
  "lab:docker:AppImage app",
  "lab:index:ContainerLab lab",
  "lab:local:Cluster cluster",
  "lab:local:Network network",
  "lab:local:Registry registry",
  "pulumi:providers:kubernetes cluster-kubernetes",
  `${password} cluster-nodes`,
  `${password} cluster-token`,
  "tls:index/certRequest:CertRequest cluster-admin",
  "tls:index/locallySignedCert:LocallySignedCert cluster-admin",
  "tls:index/privateKey:PrivateKey cluster-admin",
  "tls:index/privateKey:PrivateKey cluster-client-ca",
  "tls:index/privateKey:PrivateKey cluster-server-ca",
  "tls:index/selfSignedCert:SelfSignedCert cluster-client-ca",
  "tls:index/selfSignedCert:SelfSignedCert cluster-server-ca",
];

const agents = (count: number) => Array.from({ length: count }, (_, index) => `${container} agent-${index + 1}`);

const existing = { kubeContext: "kind-kind", registryServer: "registry.school.example/lab" };

function replicasOf(resources: readonly SimulatedResource[]): number {
  return only(resources, deployment).inputs["spec"].replicas as number;
}

describe("a lab on this machine's Docker", () => {
  it.each([
    [1, 0],
    [4, 3],
    [8, 7],
  ])("of %d nodes is registry, network, cluster, image and workload, and nothing of Azure's", async (nodes, others) => {
    const { resources } = await labWith({ nodeCount: String(nodes) });
    expect(resourceSet(resources)).toEqual([...ownCluster, `${image} app`, ...agents(others)].sort());
    expect(replicasOf(resources)).toBe(nodes);
  });

  it("puts out where the app, the registry and the nodes are, and no more of the kubeconfig than that it is secret", async () => {
    const { outputs, result } = await labWith();
    expect(outputs).toEqual({
      appUrl: "http://127.0.0.1:8090",
      registry: "localhost:5001",
      image: expect.stringMatching(/^localhost:5001\/app@sha256:[0-9a-f]{64}$/),
      kubeconfig: "[secret]",
      cluster: { nodes: "lab-server, lab-agent-1, lab-agent-2, lab-agent-3" },
    });
    const { clusters } = parse(await valueOf(result.kubeconfig!));
    expect(clusters[0].cluster.server).toBe("https://127.0.0.1:6550");
  });

  it("builds the image for the nodes, which are machines of the kind that builds, and pushes it without a password", async () => {
    const { resources } = await labWith();
    expect(only(resources, image).inputs).toEqual({
      imageName: "localhost:5001/app:lab",
      build: { context: "app" },
      buildOnPreview: false,
      skipPush: false,
    });
  });

  it("pushes once the registry is there, and again when the registry's images are lost", async () => {
    const { resources } = await labWith();
    const { options } = only(resources, image);
    expect(options.dependencies).toContain(only(resources, container, "registry").urn);
    expect(options.replaceWith).toEqual([only(resources, "docker:index/volume:Volume", "registry-data").urn]);
  });

  it("lets no part of the cluster wait for the image, and the pods wait for image and agents", async () => {
    const { resources } = await labWith();
    const built = only(resources, image).urn;
    const waiting = resources.filter(({ options }) => options.dependencies.includes(built));
    expect(waiting.map(({ name }) => name)).toEqual(["workload-deployment"]);
    expect(only(resources, deployment).options.dependencies).toEqual(
      expect.arrayContaining(["agent-1", "agent-2", "agent-3"].map((name) => only(resources, container, name).urn)),
    );
  });

  it("sends every object to its own cluster, and lets it go with that", async () => {
    const { resources } = await labWith();
    const [data, provider] = [
      only(resources, "docker:index/volume:Volume", "cluster-data").urn,
      only(resources, "pulumi:providers:kubernetes").urn,
    ];
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects).toHaveLength(11);
    for (const { options, provider: own } of objects) {
      expect([options.deletedWith, own.split("::").slice(0, -1).join("::")]).toEqual([data, provider]);
    }
  });

  it("goes by the ports and the range that are set", async () => {
    const ports = { registryPort: "5055", apiPort: "7000", appPort: "7001" };
    const { resources, outputs } = await labWith({ ...ports, networkCidr: "10.77.0.0/27", nodeCount: "1" });
    expect(outputs).toMatchObject({ appUrl: "http://127.0.0.1:7001", registry: "localhost:5055" });
    expect(
      ["registry", "server"].map((name) => only(resources, container, name).inputs["networksAdvanced"][0].ipv4Address),
    ).toEqual(["10.77.0.2", "10.77.0.10"]);
    const published = only(resources, container, "server").inputs["ports"] as { external: number }[];
    expect(published.map(({ external }) => external)).toEqual([7000, 7001]);
  });

  it("runs a ready image as it is, and builds none; the registry is there for the class's own images", async () => {
    const { resources, outputs } = await labWith({ image: "ghcr.io/example/app:1.0.0", nodeCount: "1" });
    expect(resourceSet(resources)).toEqual([...ownCluster].sort());
    expect(outputs).toMatchObject({ image: "ghcr.io/example/app:1.0.0", registry: "localhost:5001" });
    expect(only(resources, deployment).inputs["spec"].template.spec.containers[0].image).toBe(
      "ghcr.io/example/app:1.0.0",
    );
  });

  it("closes students' pods to the nodes' network, which may be outside the private ranges", async () => {
    const { resources } = await labWith({ networkCidr: "11.0.0.0/24", students: '["kim"]', nodeCount: "1" });
    const { egress } = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kim-policy").inputs["spec"];
    const internet = (egress as { to: { ipBlock?: { cidr: string; except: string[] } }[] }[]).flatMap(({ to }) =>
      to.flatMap(({ ipBlock }) => ipBlock ?? []),
    );
    expect(internet.map(({ cidr, except }) => [cidr, except.at(-1)])).toEqual([["0.0.0.0/0", "11.0.0.0/24"]]);
  });
});

describe("a lab on a cluster that is there already", () => {
  const others = [
    "lab:docker:AppImage app",
    "lab:index:ContainerLab lab",
    "lab:local:ExistingCluster cluster",
    "pulumi:providers:kubernetes cluster-kubernetes",
  ];

  it("is image and workload, and neither nodes nor registry, network, keys or anything of Azure's", async () => {
    const { resources, outputs } = await labWith(existing);
    expect(resourceSet(resources)).toEqual([`${image} app`, ...workload, ...others].sort());
    expect(outputs).toEqual({
      appUrl: expect.stringMatching(
        /^no load balancer yet: .* --context kind-kind --namespace lab port-forward service\/app 8090:80`$/,
      ),
      registry: "registry.school.example/lab",
      image: expect.stringMatching(/^registry\.school\.example\/lab\/app@sha256:[0-9a-f]{64}$/),
      cluster: { context: "kind-kind" },
    });
  });

  it("pushes with what `docker login` left, and is not built anew for a registry that the lab did not make", async () => {
    const { resources } = await labWith(existing);
    expect(only(resources, image).inputs).not.toHaveProperty("registry");
    expect(only(resources, image).options.replaceWith).toEqual([]);
  });

  it("needs no Docker at all with a ready image, and then has no registry", async () => {
    const config = { kubeContext: "kind-kind", image: "ghcr.io/example/app:1.0.0" };
    const { resources, outputs, result } = await labWith(config);
    expect(resourceSet(resources)).toEqual([...workload, ...others].sort());
    expect(result.registry).toBeUndefined();
    expect(outputs).toMatchObject({ image: "ghcr.io/example/app:1.0.0" });
  });

  it("takes its objects away by itself: nothing else would", async () => {
    const { resources } = await labWith(existing);
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects.map(({ options }) => options.deletedWith)).toEqual(Array.from({ length: 11 }, () => ""));
  });

  it("goes by the kubeconfig file and the port that are set, and runs as many pods as the cluster has nodes", async () => {
    const config = { ...existing, kubeconfig: "./school.yaml", appPort: "9000", nodeCount: "12" };
    const { resources, outputs } = await labWith(config);
    expect(only(resources, "pulumi:providers:kubernetes").inputs["kubeconfig"]).toBe("./school.yaml");
    expect(outputs["appUrl"]).toContain("kubectl --kubeconfig ./school.yaml --context kind-kind ");
    expect(outputs["appUrl"]).toContain(" 9000:80`");
    expect(replicasOf(resources)).toBe(12);
  });

  it("gives students the API server's address that is set for them", async () => {
    const config = { ...existing, apiServer: "https://10.0.0.5:6443", students: '["kim"]' };
    const { result } = await labWith(config);
    const kubeconfigs = await valueOf(result.students!);
    expect(parse(kubeconfigs["kim"]!).clusters[0].cluster.server).toBe("https://10.0.0.5:6443");
  });
});
