import { type Judged, stackWith, violationsOf } from "./violations";

const digest = `sha256:${"0".repeat(64)}`;
const tags = { lab: "petshop/dev", stack: "dev", owner: "kim" };

/** The policies that a resource breaks. */
async function broken(...resources: Judged[]): Promise<string[]> {
  return (await violationsOf(resources)).map((line) => line.split(":")[0]!);
}

const azure = (type: string, props: object): Judged => ({
  type: `azure-native:${type}`,
  name: "one",
  props: { tags, ...props },
});

describe("ssh-not-open", () => {
  const rule = { name: "ssh", direction: "Inbound", access: "Allow", protocol: "Tcp", destinationPortRange: "22" };
  const group = (props: object) => azure("network:NetworkSecurityGroup", { securityRules: [{ ...rule, ...props }] });

  it.each([
    ["*", { sourceAddressPrefix: "*" }],
    ["Internet", { sourceAddressPrefix: "internet" }],
    ["0.0.0.0/0", { sourceAddressPrefix: "0.0.0.0/0" }],
    ["the half of the Internet", { sourceAddressPrefixes: ["128.0.0.0/1"] }],
    ["all of IPv6", { sourceAddressPrefix: "::/0" }],
    ["a range of ports", { sourceAddressPrefix: "*", destinationPortRange: "20-30" }],
    [
      "one of several ports",
      { sourceAddressPrefix: "*", destinationPortRange: undefined, destinationPortRanges: ["80", "22"] },
    ],
    ["every port", { sourceAddressPrefix: "*", destinationPortRange: "*", protocol: "*" }],
  ])("refuses a rule with %s", async (_what, props) => {
    expect(await broken(group(props))).toEqual(["ssh-not-open"]);
  });

  it.each([
    ["one's own range", { sourceAddressPrefix: "203.0.113.0/24" }],
    ["another port", { sourceAddressPrefix: "*", destinationPortRange: "80" }],
    ["a range of other ports", { sourceAddressPrefix: "*", destinationPortRange: "23-80" }],
    ["a denial", { sourceAddressPrefix: "*", access: "Deny" }],
    ["what goes out", { sourceAddressPrefix: "*", direction: "Outbound" }],
    ["UDP", { sourceAddressPrefix: "*", protocol: "Udp" }],
  ])("accepts a rule with %s", async (_what, props) => {
    expect(await broken(group(props))).toEqual([]);
  });

  it("refuses a rule that is a resource of its own, in every version of its type", async () => {
    const props = { ...rule, sourceAddressPrefix: "*" };
    for (const type of [
      "azure-native:network",
      "azure-native:network/v20240501",
      "azure-native_network_v20240501:network",
    ]) {
      expect(await violationsOf([{ type: `${type}:SecurityRule`, name: "open", props }])).toEqual([
        "ssh-not-open: open: The rule ssh opens port 22 to everybody. Name a range of your own, as sshFrom does.",
      ]);
    }
  });

  it("refuses a load balancer with the port for everybody, and no other Service", async () => {
    const service = (spec: object): Judged => ({ type: "kubernetes:core/v1:Service", name: "one", props: { spec } });
    const ports = [{ port: 22 }];
    expect(await broken(service({ type: "LoadBalancer", ports }))).toEqual(["ssh-not-open"]);
    expect(await broken(service({ type: "ClusterIP", ports }))).toEqual([]);
    expect(await broken(service({ type: "LoadBalancer", ports: [{ port: 80 }] }))).toEqual([]);
    expect(
      await broken(service({ type: "LoadBalancer", ports, loadBalancerSourceRanges: ["203.0.113.0/24"] })),
    ).toEqual([]);
  });
});

describe("no-registry-admin", () => {
  it("refuses an admin user, and accepts a registry without one", async () => {
    const registry = (props: object) => azure("containerregistry:Registry", props);
    expect(await broken(registry({ adminUserEnabled: true }))).toEqual(["no-registry-admin"]);
    expect(await broken(registry({ adminUserEnabled: false }), registry({}))).toEqual([]);
  });
});

describe("tagged", () => {
  it("names the tags that are missing", async () => {
    expect(await violationsOf([azure("storage:StorageAccount", { tags: { lab: "petshop/dev", stack: "" } })])).toEqual([
      "tagged: one: It lacks the tags stack, owner. `commonInputs` of the lab's group gives them.",
    ]);
  });

  it("knows which types of Azure take tags, and leaves other providers alone", async () => {
    const untagged = (token: string): Judged => ({ type: token, name: "one", props: {} });
    expect(await broken(untagged("azure-native:network/v20240501:PublicIPAddress"))).toEqual(["tagged"]);
    expect(await broken(untagged("azure-native:network:IPGroup"))).toEqual(["tagged"]);
    const others = [
      "azure-native:authorization:RoleAssignment",
      "azure-native:network:Subnet",
      "azure-native:none:None",
    ];
    expect(await broken(...[...others, "docker:index/network:Network"].map(untagged))).toEqual([]);
  });
});

describe.each([
  ["kubernetes:core/v1:Pod", (spec: object) => ({ spec })],
  ["kubernetes:apps/v1:Deployment", (spec: object) => ({ spec: { template: { spec } } })],
  ["kubernetes:batch/v1:CronJob", (spec: object) => ({ spec: { jobTemplate: { spec: { template: { spec } } } } })],
  ["kubernetes:argoproj.io/v1alpha1:Rollout", (spec: object) => ({ spec: { template: { spec } } })],
])("the pods of %s", (type, propsOf) => {
  const container = { name: "app", image: `registry.example/app@${digest}` };
  const withPod = (spec: object): Judged => ({
    type,
    name: "one",
    props: propsOf({ containers: [container], ...spec }),
  });

  it("have images by digest, and Windows by the tag of its release", async () => {
    const image = (image: string) => withPod({ containers: [{ ...container, image }] });
    expect(await broken(withPod({}))).toEqual([]);
    expect(await broken(image("mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"))).toEqual([]);
    expect(await broken(image("nginx:1.29"))).toEqual(["images-by-digest"]);
    expect(await broken(withPod({ initContainers: [{ name: "first", image: "nginx" }] }))).toEqual([
      "images-by-digest",
    ]);
  });

  it.each([
    ["a privileged container", { containers: [{ ...container, securityContext: { privileged: true } }] }],
    [
      "a privileged container that runs first",
      { initContainers: [{ ...container, securityContext: { privileged: true } }] },
    ],
    ["the node's network", { hostNetwork: true }],
    ["the node's processes", { hostPID: true }],
    ["the node's memory", { hostIPC: true }],
    ["a process of a Windows node", { securityContext: { windowsOptions: { hostProcess: true } } }],
    ["the node's files", { volumes: [{ name: "node", hostPath: { path: "/" } }] }],
  ])("do not have %s", async (_what, spec) => {
    expect(await broken(withPod(spec))).toEqual(["no-privileged-pods"]);
  });
});

describe("secret-outputs-marked", () => {
  it.each([
    ["a private key", { text: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3" }],
    ["a kubeconfig in a list", [{ config: "users:\n- user:\n    client-key-data: bm8=\n" }]],
    ["a token", "token: eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2ln"],
  ])("refuses an output with %s", async (_what, value) => {
    expect(await violationsOf([stackWith({ address: "203.0.113.10", extra: value })])).toEqual([
      "secret-outputs-marked: stack: The output extra holds a secret. Mark it with pulumi.secret, and name it in policy/secretOutputs.ts.",
    ]);
  });

  it("refuses an output with a password that the stack generated", async () => {
    const password = { type: "random:index/randomPassword:RandomPassword", name: "one", props: { result: "kGf7%2pQ" } };
    expect(await broken(password, stackWith({ url: "http://lab:kGf7%2pQ@203.0.113.10" }))).toEqual([
      "secret-outputs-marked",
    ]);
    expect(await broken(password, stackWith({ url: "http://203.0.113.10" }))).toEqual([]);
  });

  it("accepts the outputs that are known to be marked", async () => {
    expect(await broken(stackWith({ kubeconfig: "client-key-data: bm8=" }))).toEqual([]);
  });
});
