import { createHmac } from "node:crypto";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { LocalCluster } from "../../../components/local/cluster";
import { LocalNetwork } from "../../../components/local/network";
import { LocalRegistry } from "../../../components/local/registry";
import type { Inputs, SimulatedResource } from "../../../simulator";
import { memoize, only, resourceSet, run, valueOf } from "../../lab";

const container = "docker:index/container:Container";
const password = "random:index/randomPassword:RandomPassword";
const provider = "pulumi:providers:kubernetes";

/** What a cluster consists of that has the server alone. */
const oneNode = [
  `${container} server`,
  "docker:index/remoteImage:RemoteImage cluster-image",
  "docker:index/volume:Volume cluster-data",
  "lab:local:Cluster cluster",
  `${provider} cluster-kubernetes`,
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

function clusterOf({ nodeCount = 4, ports = { api: 6550, app: 8090 } }) {
  const network = new LocalNetwork("network", "10.150.0.0/24");
  const registry = new LocalRegistry("registry", { network, port: 5001 });
  return new LocalCluster("cluster", { network, registry, nodeCount, ports });
}

const clusterWith = memoize(async (args: Parameters<typeof clusterOf>[0] = {}) => {
  const { resources, result, outputs } = await run(() => {
    const cluster = clusterOf(args);
    const service = new kubernetes.core.v1.Service(
      "service",
      {
        metadata: { annotations: cluster.loadBalancerAnnotations },
        spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
      },
      { provider: cluster.provider },
    );
    return {
      kubeconfig: cluster.kubeconfig,
      server: cluster.server,
      url: cluster.urlOf(service),
      nodeNames: cluster.nodeNames,
      ranges: cluster.podAndServiceCidrs,
      deletedWith: cluster.deletedWith.urn,
      podDependencies: cluster.podDependencies.map(({ urn }) => urn),
    };
  });
  const nodesSecret = only(resources, password, "cluster-nodes").state["result"] as pulumi.Output<string>;
  return {
    resources,
    outputs,
    kubeconfig: await valueOf(result.kubeconfig),
    nodesSecret: await valueOf(nodesSecret),
  };
});

/** Type and name of what a resource waits for. */
function needsOf(resources: readonly SimulatedResource[], name: string): string[] {
  const { dependencies } = only(resources, container, name).options;
  return resourceSet(resources.filter(({ urn }) => dependencies.includes(urn)));
}

/** Each node's password, as its container has it in a file, by the node's name. */
function passwordsOf(resources: readonly SimulatedResource[]): Record<string, string> {
  const passwords = resources.flatMap(({ name, inputs }) =>
    ((inputs["uploads"] ?? []) as Inputs[])
      .filter(({ file }) => file === "/etc/rancher/node/password")
      .map(({ content }) => [name, content as string]),
  );
  return Object.fromEntries(passwords) as Record<string, string>;
}

/** Every secret of a cluster: its token, its nodes' passwords and their source, its authorities' keys, the kubeconfig. */
function secretsOf({ resources, kubeconfig, nodesSecret }: Awaited<ReturnType<typeof clusterWith>>): string[] {
  const secretFile = /\/(?:token|password|[a-z-]+\.key)$/;
  const uploads = resources.flatMap(({ inputs }) => (inputs["uploads"] ?? []) as Inputs[]);
  const files = uploads.filter(({ file }) => secretFile.test(file)).map(({ content }) => content as string);
  const key = parse(kubeconfig).users[0].user["client-key-data"] as string;
  return [...new Set([...files, nodesSecret, kubeconfig, key, Buffer.from(key, "base64").toString()])];
}

describe("LocalCluster", () => {
  it.each([1, 4, 8])("of %d nodes is a container for each, what all share, and nothing else", async (nodeCount) => {
    const { resources } = await clusterWith({ nodeCount });
    const agents = Array.from({ length: nodeCount - 1 }, (_, index) => `agent-${index + 1}`);
    const each = agents.map((name) => `${container} ${name}`);
    const made = resources.filter(({ urn }) => urn.includes("lab:local:Cluster"));
    expect(resourceSet(made)).toEqual([...oneNode, ...each].sort());
  });

  it.each([1, 4, 8])(
    "of %d nodes says their names, the server first, and what pods wait for: the agents",
    async (nodeCount) => {
      const { resources, outputs } = await clusterWith({ nodeCount });
      const agents = Array.from({ length: nodeCount - 1 }, (_, index) => `agent-${index + 1}`);
      expect(outputs["nodeNames"]).toEqual(["lab-server", ...agents.map((name) => `lab-${name}`)]);
      expect(outputs["podDependencies"]).toEqual(agents.map((name) => only(resources, container, name).urn));
    },
  );

  it("gives each of eight nodes an address that no other has", async () => {
    const { resources } = await clusterWith({ nodeCount: 8 });
    const addresses = resources
      .filter(({ type }) => type === container)
      .map(({ inputs }) => inputs["networksAdvanced"][0].ipv4Address as string);
    expect(addresses.sort()).toEqual(
      ["10", "11", "12", "13", "14", "15", "16", "17", "2"].map((last) => `10.150.0.${last}`),
    );
  });

  it("tells every node where to pull from", async () => {
    const { resources } = await clusterWith({ nodeCount: 8 });
    const nodes = resources.filter(({ type, name }) => type === container && name !== "registry");
    const registries = nodes.map(({ inputs }) =>
      (inputs["uploads"] as Inputs[]).filter(({ file }) => file === "/etc/rancher/k3s/registries.yaml"),
    );
    expect(registries.map((files) => files.map(({ content }) => parse(content)))).toEqual(
      nodes.map(() => [{ mirrors: { "localhost:5001": { endpoint: ["http://lab-registry:5000"] } } }]),
    );
    expect(nodes).toHaveLength(8);
  });

  it("starts all nodes at once: none waits for another, or for the registry", async () => {
    const { resources } = await clusterWith();
    const every = [
      "docker:index/network:Network network",
      "docker:index/remoteImage:RemoteImage cluster-image",
      `${password} cluster-nodes`,
      `${password} cluster-token`,
    ];
    for (const agent of ["agent-1", "agent-2", "agent-3"]) {
      expect(needsOf(resources, agent)).toEqual(every);
    }
    expect(needsOf(resources, "server")).toEqual(
      [
        ...every,
        "docker:index/volume:Volume cluster-data",
        "tls:index/privateKey:PrivateKey cluster-client-ca",
        "tls:index/privateKey:PrivateKey cluster-server-ca",
        "tls:index/selfSignedCert:SelfSignedCert cluster-client-ca",
        "tls:index/selfSignedCert:SelfSignedCert cluster-server-ca",
      ].sort(),
    );
  });

  it("lets objects on it wait for the server, which answers for them, and for no agent", async () => {
    const { resources } = await clusterWith();
    const { dependencies } = only(resources, provider).options;
    const containers = resources.filter(({ type, urn }) => type === container && dependencies.includes(urn));
    expect(containers.map(({ name }) => name)).toEqual(["server"]);
  });

  it("is reached at the loopback by its port, and so says the kubeconfig", async () => {
    const { outputs, kubeconfig } = await clusterWith({ ports: { api: 7000, app: 7001 } });
    expect(parse(kubeconfig).clusters[0].cluster.server).toBe("https://127.0.0.1:7000");
    expect(outputs).toMatchObject({ server: "https://127.0.0.1:7000", url: "http://127.0.0.1:7001" });
  });

  it("has a kubeconfig that names the server's container, so that Pulumi's provider asks again once there is another", async () => {
    const { resources, kubeconfig } = await clusterWith();
    expect(kubeconfig.split("\n").slice(0, 2)).toEqual([
      `# Server: container ${only(resources, container, "server").id}`,
      "apiVersion: v1",
    ]);
  });

  it("publishes nothing but the server's two ports and the registry's, on the loopback", async () => {
    const { resources } = await clusterWith({ nodeCount: 8, ports: { api: 7000, app: 7001 } });
    const published = resources.flatMap(({ name, inputs }) =>
      ((inputs["ports"] ?? []) as Inputs[]).map(({ ip, external, internal }) => [
        name,
        `${ip}:${external}:${internal}`,
      ]),
    );
    expect(published.sort()).toEqual([
      ["registry", "127.0.0.1:5001:5000"],
      ["server", "127.0.0.1:7000:6443"],
      ["server", "127.0.0.1:7001:80"],
    ]);
  });

  it("is the same cluster for the provider when its port changes: nothing on it is replaced", async () => {
    const identifier = async (api: number) => {
      const { resources } = await clusterWith({ nodeCount: 1, ports: { api, app: 8090 } });
      return only(resources, provider).inputs["clusterIdentifier"] as unknown;
    };
    expect([await identifier(6550), await identifier(6551)]).toEqual(["lab-server", "lab-server"]);
  });

  it("lives as long as the volume of what it knows, which is gone before another takes its name", async () => {
    const { resources, outputs } = await clusterWith();
    const data = only(resources, "docker:index/volume:Volume", "cluster-data");
    expect(outputs["deletedWith"]).toBe(data.urn);
    expect(data.options.deleteBeforeReplace).toBe(true);
    expect(data.inputs).toEqual({
      name: "lab-server",
      labels: [
        { label: "lab", value: "azure-container-lab" },
        { label: "stack", value: "test" },
      ],
    });
  });

  it("runs a pinned version of k3s, which a destroy leaves for the next time", async () => {
    const { resources } = await clusterWith();
    expect(only(resources, "docker:index/remoteImage:RemoteImage", "cluster-image").inputs).toEqual({
      name: "rancher/k3s:v1.36.4-k3s1",
      keepLocally: true,
    });
  });

  it("draws two secrets by lot that are long, and of letters and digits, which a file takes as they are", async () => {
    const { resources } = await clusterWith();
    const made = resources.filter(({ type }) => type === password);
    expect(made.map(({ inputs }) => inputs)).toEqual(Array(2).fill({ length: 32, special: false }));
  });

  it("gives a node the password that follows from its name and one secret, so that no two have the same", async () => {
    const { resources, nodesSecret } = await clusterWith();
    const own = (name: string) => createHmac("sha256", nodesSecret).update(name).digest("hex");
    expect(passwordsOf(resources)).toEqual(
      Object.fromEntries(["server", "agent-1", "agent-2", "agent-3"].map((name) => [name, own(name)])),
    );
    expect(new Set(Object.values(passwordsOf(resources))).size).toBe(4);
  });

  it("knows a node again that was left out for a while: its password is the same, and so is all that was drawn by lot", async () => {
    const [four, three] = [(await clusterWith()).resources, (await clusterWith({ nodeCount: 3 })).resources];
    const drawn = (resources: readonly SimulatedResource[]) =>
      resources.filter(({ type }) => type === password).map(({ urn, inputs, options }) => ({ urn, inputs, options }));
    // What was drawn stays as it is with three nodes, so that with four again it is what it was.
    expect(drawn(three)).toEqual(drawn(four));
    const { "agent-3": _left, ...others } = passwordsOf(four);
    expect(passwordsOf(three)).toEqual(others);
    const again = await run(() => void clusterOf({}));
    expect(passwordsOf(again.resources)).toEqual(passwordsOf(four));
  });

  it("waits for no load balancer, whose address is known, and has the ranges of k3s and of its network", async () => {
    const { resources, outputs } = await clusterWith();
    expect(only(resources, "kubernetes:core/v1:Service").inputs["metadata"].annotations).toEqual({
      "pulumi.com/skipAwait": "true",
    });
    expect(outputs["ranges"]).toEqual(["10.42.0.0/16", "10.43.0.0/16", "10.150.0.0/24"]);
  });

  it("shows no secret, neither in what is registered nor in what is put out", async () => {
    const made = await clusterWith();
    const secrets = secretsOf(made);
    // Token, four passwords and what they follow from, two authorities' keys, the kubeconfig, and the administrator's key
    // in two forms.
    expect(secrets).toHaveLength(11);
    const text = (value: unknown) => JSON.stringify(value);
    const inside = (secret: string) => text(secret).slice(1, -1);
    const shown = text([made.outputs, ...made.resources.map(({ shownInputs }) => shownInputs)]);
    expect(secrets.filter((secret) => shown.includes(inside(secret)))).toEqual([]);
    expect(made.outputs["kubeconfig"]).toBe("[secret]");
    expect(only(made.resources, provider).shownInputs).toEqual({
      kubeconfig: "[secret]",
      clusterIdentifier: "lab-server",
    });
  });
});
