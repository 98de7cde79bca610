import { createHmac } from "node:crypto";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { LocalCluster } from "../../../components/local/cluster";
import { LocalNetwork } from "../../../components/local/network";
import { LocalRegistry } from "../../../components/local/registry";
import type { Inputs, SimulatedResource } from "../../../simulator";
import { memoize, only, project, resourceSet, run, valueOf } from "../../lab";

const container = "docker:index/container:Container";
const password = "random:index/randomPassword:RandomPassword";
const provider = "pulumi:providers:kubernetes";
const labels = [
  { label: "lab", value: project },
  { label: "stack", value: "test" },
];

/** What a cluster of one node consists of. */
const oneNode = [
  `${container} server`,
  "docker:index/remoteImage:RemoteImage cluster-image",
  "docker:index/volume:Volume cluster-data",
  "docker:index/volume:Volume server-storage",
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

const ofAgent = (name: string) => [`${container} ${name}`, `docker:index/volume:Volume ${name}-storage`];

const clusterWith = memoize(async (nodeCount: number, ports: { api: number; app: number }) => {
  const { resources, result, outputs } = await run(() => {
    const network = new LocalNetwork("network", "10.150.0.0/24");
    const registry = new LocalRegistry("registry", { network, port: 5001 });
    const cluster = new LocalCluster("cluster", { network, registry, nodeCount, ports });
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

const fourNodes = () => clusterWith(4, { api: 6550, app: 8090 });
const agents = ["agent-1", "agent-2", "agent-3"];
/** The server alone, on other ports. */
const serverOnly = () => clusterWith(1, { api: 7000, app: 7001 });

/** Type and name of what a resource waits for. */
function dependenciesOf(resources: readonly SimulatedResource[], name: string): string[] {
  const { dependencies } = only(resources, container, name).options;
  return resourceSet(resources.filter(({ urn }) => dependencies.includes(urn)));
}

/** What each node has in a file, by the node's name. */
function filesOf(resources: readonly SimulatedResource[], path: string): Record<string, string> {
  const files = resources.flatMap(({ name, inputs }) =>
    ((inputs["uploads"] ?? []) as Inputs[])
      .filter(({ file }) => file === path)
      .map(({ content }) => [name, content as string]),
  );
  return Object.fromEntries(files) as Record<string, string>;
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
  it.each([
    ["one node", serverOnly, []],
    ["four nodes", fourNodes, agents],
  ])("of %s is a container for each, what all share, and nothing else", async (_count, cluster, others) => {
    const { resources, outputs } = await cluster();
    const made = resources.filter(({ urn }) => urn.includes("lab:local:Cluster"));
    expect(resourceSet(made)).toEqual([...oneNode, ...others.flatMap(ofAgent)].sort());
    expect(outputs["nodeNames"]).toEqual(["lab-server", ...others.map((name) => `lab-${name}`)]);
    expect(outputs["podDependencies"]).toEqual(others.map((name) => only(resources, container, name).urn));
  });

  it("starts all nodes at once: none waits for another, or for the registry", async () => {
    const { resources } = await fourNodes();
    const every = [
      "docker:index/network:Network network",
      "docker:index/remoteImage:RemoteImage cluster-image",
      `${password} cluster-nodes`,
      `${password} cluster-token`,
    ];
    for (const agent of agents) {
      const storage = `docker:index/volume:Volume ${agent}-storage`;
      expect(dependenciesOf(resources, agent)).toEqual([...every, storage].sort());
    }
    expect(dependenciesOf(resources, "server")).toEqual(
      [
        ...every,
        "docker:index/volume:Volume cluster-data",
        "docker:index/volume:Volume server-storage",
        "tls:index/privateKey:PrivateKey cluster-client-ca",
        "tls:index/privateKey:PrivateKey cluster-server-ca",
        "tls:index/selfSignedCert:SelfSignedCert cluster-client-ca",
        "tls:index/selfSignedCert:SelfSignedCert cluster-server-ca",
      ].sort(),
    );
  });

  it("makes objects on it wait for the server, which answers for them, and for no agent", async () => {
    const { resources } = await fourNodes();
    const { dependencies } = only(resources, provider).options;
    const containers = resources.filter(({ type, urn }) => type === container && dependencies.includes(urn));
    expect(containers.map(({ name }) => name)).toEqual(["server"]);
  });

  it("is reached on the loopback at its ports, and so says the kubeconfig", async () => {
    const { outputs, kubeconfig } = await serverOnly();
    expect(parse(kubeconfig).clusters[0].cluster.server).toBe("https://127.0.0.1:7000");
    expect(outputs).toMatchObject({ server: "https://127.0.0.1:7000", url: "http://127.0.0.1:7001" });
  });

  it("names the server's container in the kubeconfig, so that Pulumi's provider asks again once there is another", async () => {
    const { resources, kubeconfig } = await fourNodes();
    expect(kubeconfig.split("\n").slice(0, 2)).toEqual([
      `# Server: container ${only(resources, container, "server").id}`,
      "apiVersion: v1",
    ]);
  });

  it("publishes only the server's two ports and the registry's, on the loopback", async () => {
    const { resources } = await fourNodes();
    const published = resources.flatMap(({ name, inputs }) =>
      ((inputs["ports"] ?? []) as Inputs[]).map(({ ip, external, internal }) => [
        name,
        `${ip}:${external}:${internal}`,
      ]),
    );
    expect(published.sort()).toEqual([
      ["registry", "127.0.0.1:5001:5000"],
      ["server", "127.0.0.1:6550:6443"],
      ["server", "127.0.0.1:8090:80"],
    ]);
  });

  it("stays the same cluster for the provider with another port: nothing on it is replaced", async () => {
    const identifiers = [await fourNodes(), await serverOnly()].map(
      ({ resources }) => only(resources, provider).inputs["clusterIdentifier"] as unknown,
    );
    expect(identifiers).toEqual(["lab-server", "lab-server"]);
  });

  it("lives as long as the volume of its data, which is deleted before another takes its name", async () => {
    const { resources, outputs } = await fourNodes();
    const data = only(resources, "docker:index/volume:Volume", "cluster-data");
    expect(outputs["deletedWith"]).toBe(data.urn);
    expect(data.options.deleteBeforeReplace).toBe(true);
    expect(data.inputs).toEqual({ name: "lab-server", labels });
  });

  it("runs a pinned version of k3s, whose image a destroy leaves for the next time", async () => {
    const { resources } = await fourNodes();
    expect(only(resources, "docker:index/remoteImage:RemoteImage", "cluster-image").inputs).toEqual({
      name: "rancher/k3s:v1.36.4-k3s1",
      keepLocally: true,
    });
  });

  it("has two random secrets, long, and of letters and digits, which a file takes as they are", async () => {
    const { resources } = await fourNodes();
    const made = resources.filter(({ type }) => type === password);
    expect(made.map(({ inputs }) => inputs)).toEqual(Array(2).fill({ length: 32, special: false }));
  });

  it("gives each node a password that follows from its name and one secret, so that no two have the same", async () => {
    const { resources, nodesSecret } = await fourNodes();
    const own = (name: string) => createHmac("sha256", nodesSecret).update(name).digest("hex");
    const passwords = filesOf(resources, "/etc/rancher/node/password");
    expect(passwords).toEqual(Object.fromEntries(["server", ...agents].map((name) => [name, own(name)])));
    expect(new Set(Object.values(passwords)).size).toBe(4);
  });

  it("keeps passwords and random secrets when nodes are left out, so that they can come back", async () => {
    const [four, one] = [(await fourNodes()).resources, (await serverOnly()).resources];
    const drawn = (resources: readonly SimulatedResource[]) =>
      resources.filter(({ type }) => type === password).map(({ urn, inputs, options }) => ({ urn, inputs, options }));
    expect(drawn(one)).toEqual(drawn(four));
    const path = "/etc/rancher/node/password";
    expect(filesOf(one, path)).toEqual({ server: filesOf(four, path)["server"] });
  });

  it("does not wait for a load balancer, and has the ranges of k3s and of its network", async () => {
    const { resources, outputs } = await fourNodes();
    expect(only(resources, "kubernetes:core/v1:Service").inputs["metadata"].annotations).toEqual({
      "pulumi.com/skipAwait": "true",
    });
    expect(outputs["ranges"]).toEqual(["10.42.0.0/16", "10.43.0.0/16", "10.150.0.0/24"]);
  });

  it("shows no secret, neither in what is registered nor in its outputs", async () => {
    const made = await fourNodes();
    const secrets = secretsOf(made);
    // Token, four passwords and their source, two authorities' keys, the kubeconfig, and the administrator's key in two forms.
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

describe("createNode", () => {
  let resources: readonly SimulatedResource[];
  let every: SimulatedResource[];

  beforeAll(async () => {
    ({ resources } = await fourNodes());
    every = ["server", ...agents].map((name) => only(resources, container, name));
  });

  const shown = (name: string) => only(resources, container, name).shownInputs;
  const healthcheck = (name: string, ...kubectl: string[]) => ({
    tests: ["CMD", "kubectl", ...kubectl, "wait", "--for=condition=Ready", `node/${name}`, "--timeout=2s"],
    interval: "3s",
    timeout: "10s",
    retries: 100,
  });
  const common = (name: string, address: string) => ({
    name,
    hostname: name,
    image: only(resources, "docker:index/remoteImage:RemoteImage", "cluster-image").state["imageId"],
    privileged: true,
    cgroupnsMode: "private",
    tmpfs: { "/run": "", "/var/run": "" },
    networksAdvanced: [{ name: "lab", ipv4Address: address }],
    wait: true,
    waitTimeout: 300,
    restart: "unless-stopped",
    mustRun: false,
    labels,
  });

  it("gives the server the control plane, two ports on the loopback, and volumes for its data and its pods'", () => {
    const { uploads: _, ...inputs } = shown("server");
    expect(inputs).toEqual({
      ...common("lab-server", "10.150.0.10"),
      command: [
        "server",
        "--tls-san=127.0.0.1",
        "--disable=traefik",
        "--kube-controller-manager-arg=node-monitor-grace-period=12s",
        "--kube-controller-manager-arg=node-monitor-period=1s",
        "--kubelet-arg=config-dir=/etc/rancher/k3s/kubelet.conf.d",
      ],
      envs: ["K3S_TOKEN_FILE=/etc/rancher/k3s/token"],
      volumes: [
        { volumeName: "lab-server", containerPath: "/var/lib/rancher/k3s/server" },
        { volumeName: "lab-server-storage", containerPath: "/var/lib/rancher/k3s/storage" },
      ],
      ports: [
        { internal: 6443, external: 6550, ip: "127.0.0.1", protocol: "tcp" },
        { internal: 80, external: 8090, ip: "127.0.0.1", protocol: "tcp" },
      ],
      healthcheck: healthcheck("lab-server"),
    });
  });

  it.each([
    ["agent-1", "10.150.0.11"],
    ["agent-2", "10.150.0.12"],
    ["agent-3", "10.150.0.13"],
  ])(
    "makes %s join the server by its name, with an address of its own, no port, and a volume for its pods' data",
    (name, address) => {
      const { uploads: _, ...inputs } = shown(name);
      expect(inputs).toEqual({
        ...common(`lab-${name}`, address),
        command: ["agent", "--kubelet-arg=config-dir=/etc/rancher/k3s/kubelet.conf.d"],
        envs: ["K3S_TOKEN_FILE=/etc/rancher/k3s/token", "K3S_URL=https://lab-server:6443"],
        volumes: [{ volumeName: `lab-${name}-storage`, containerPath: "/var/lib/rancher/k3s/storage" }],
        ports: [],
        healthcheck: healthcheck(`lab-${name}`, "--kubeconfig=/var/lib/rancher/k3s/agent/kubelet.kubeconfig"),
      });
    },
  );

  it("bounds a pod's processes, hides the nodes' images, and gives each node's lease the time after which it is considered lost", () => {
    const configs = Object.values(filesOf(resources, "/etc/rancher/k3s/kubelet.conf.d/lab.conf"));
    const kind = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
    expect(shown("server")["command"]).toContain("--kube-controller-manager-arg=node-monitor-grace-period=12s");
    expect(configs.map((text) => parse(text) as unknown)).toEqual(
      every.map(() => ({
        ...kind,
        nodeLeaseDurationSeconds: 12,
        podPidsLimit: 1024,
        seccompDefault: true,
        nodeStatusMaxImages: 0,
        failCgroupV1: false,
      })),
    );
  });

  it("writes token, registry and password into files of every node, and the authorities into the server's", () => {
    const registries = "mirrors:\n  localhost:5001:\n    endpoint:\n      - http://lab-images:5000\n";
    const own = [
      { file: "/etc/rancher/k3s/token", content: "[secret]" },
      { file: "/etc/rancher/k3s/registries.yaml", content: registries },
      { file: "/etc/rancher/k3s/kubelet.conf.d/lab.conf", content: expect.any(String) as string },
      { file: "/etc/rancher/node/password", content: "[secret]" },
    ];
    expect(parse(registries)).toEqual({ mirrors: { "localhost:5001": { endpoint: ["http://lab-images:5000"] } } });
    for (const agent of agents) expect(shown(agent)["uploads"]).toEqual(own);
    const tls = "/var/lib/rancher/k3s/server/tls";
    const certificate = expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/) as string;
    expect(shown("server")["uploads"]).toEqual([
      ...own,
      { file: `${tls}/server-ca.crt`, content: certificate },
      { file: `${tls}/server-ca.key`, content: "[secret]" },
      { file: `${tls}/client-ca.crt`, content: certificate },
      { file: `${tls}/client-ca.key`, content: "[secret]" },
    ]);
    expect(new Set(Object.values(filesOf(resources, "/etc/rancher/k3s/token"))).size).toBe(1);
  });

  it("is replaced, the old one first, when something changes that the provider cannot change", () => {
    expect(every.map(({ options }) => [options.deleteBeforeReplace, options.replaceOnChanges])).toEqual(
      every.map(() => [true, ["healthcheck", "tmpfs"]]),
    );
  });
});

describe("ClusterCertificates", () => {
  const types = {
    key: "tls:index/privateKey:PrivateKey",
    request: "tls:index/certRequest:CertRequest",
    selfSigned: "tls:index/selfSignedCert:SelfSignedCert",
    signed: "tls:index/locallySignedCert:LocallySignedCert",
  };
  const folder = "/var/lib/rancher/k3s/server/tls";
  const pem = (resources: readonly SimulatedResource[], type: string, name: string) =>
    only(resources, type, name).state["certPem"] as string;

  it.each(["server", "client"])("has an authority for the %s side that may sign, for ten years", async (side) => {
    const { resources } = await serverOnly();
    expect(only(resources, types.selfSigned, `cluster-${side}-ca`).shownInputs).toEqual({
      privateKeyPem: "[secret]",
      subject: { commonName: `lab-cluster-${side}-ca` },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature", "key_encipherment"],
      validityPeriodHours: 87_600,
    });
  });

  it("has an administrator of the group that may do everything, for a year, renewed a month before", async () => {
    const { resources } = await serverOnly();
    expect(only(resources, types.request).shownInputs).toEqual({
      privateKeyPem: "[secret]",
      subject: { commonName: "lab-admin", organization: "system:masters" },
    });
    expect(only(resources, types.signed).shownInputs).toEqual({
      certRequestPem: only(resources, types.request).state["certRequestPem"],
      caPrivateKeyPem: "[secret]",
      caCertPem: pem(resources, types.selfSigned, "cluster-client-ca"),
      allowedUses: ["digital_signature", "client_auth"],
      validityPeriodHours: 8760,
      earlyRenewalHours: 720,
    });
  });

  it("gives the server both authorities, each with a key of its own, under the names that k3s looks for", async () => {
    const { resources } = await serverOnly();
    const file = (name: string) => filesOf(resources, `${folder}/${name}`)["server"];
    const key = expect.stringMatching(/^-----BEGIN EC PRIVATE KEY-----\n/) as string;
    for (const side of ["server", "client"]) {
      expect(file(`${side}-ca.crt`)).toBe(pem(resources, types.selfSigned, `cluster-${side}-ca`));
      expect(file(`${side}-ca.key`)).toEqual(key);
    }
    expect(file("server-ca.key")).not.toBe(file("client-ca.key"));
  });

  it("has the administrator's kubeconfig: the server, the authority that it trusts, and the certificate", async () => {
    const { resources, kubeconfig } = await fourNodes();
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const { users, ...rest } = parse(kubeconfig);
    const { "client-key-data": key, ...user } = users[0].user;
    expect(Buffer.from(key, "base64").toString()).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
    const name = (rest["current-context"] as string).replace(/^admin@/, "");
    expect(name).toMatch(new RegExp(`^${project}/test-[0-9a-f]{6}$`));
    expect(users).toEqual([{ name: `admin@${name}`, user: expect.anything() as unknown }]);
    expect(user).toEqual({ "client-certificate-data": base64(pem(resources, types.signed, "cluster-admin")) });
    expect(rest).toEqual({
      apiVersion: "v1",
      kind: "Config",
      "current-context": `admin@${name}`,
      clusters: [
        {
          name,
          cluster: {
            server: "https://127.0.0.1:6550",
            "certificate-authority-data": base64(pem(resources, types.selfSigned, "cluster-server-ca")),
          },
        },
      ],
      contexts: [{ name: `admin@${name}`, context: { cluster: name, user: `admin@${name}` } }],
    });
  });
});
