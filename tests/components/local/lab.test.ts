import { parse } from "yaml";
import { appFolder } from "../../../components/kubernetes/workload/contract";
import { LocalTarget } from "../../../components/local/target";
import { labConfig, only, resourceSet, run, valueOf } from "../../lab";
import { deployment, fates, image, labWith, parts, replicasOf, workloadObjects } from "../wholeLab";

const labs = {
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

const lab = (name: keyof typeof labs) => labWith(labs[name]);

const container = "docker:index/container:Container";

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
      build: { context: appFolder, platform: `linux/${process.arch === "x64" ? "amd64" : process.arch}` },
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
    expect(fates(resources)).toEqual(Array.from({ length: workloadObjects }, () => [data, provider]));
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
    expect(fates(resources).map(([deletedWith]) => deletedWith)).toEqual(
      Array.from({ length: workloadObjects + 15 + 10 }, () => ""),
    );
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
      return { seen: [target.registry, target.createExtras()] };
    });
    expect(result.seen).toEqual([undefined, {}]);
    expect(resourceSet(resources)).toEqual([
      "lab:local:ExistingCluster cluster",
      "pulumi:providers:kubernetes cluster-kubernetes",
    ]);
  });
});
