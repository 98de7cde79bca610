import { parse } from "yaml";
import { LocalCluster } from "../../../components/local/cluster";
import { LocalNetwork } from "../../../components/local/network";
import { LocalRegistry } from "../../../components/local/registry";
import type { Inputs, SimulatedResource } from "../../../simulator";
import { only, run } from "../../lab";

const container = "docker:index/container:Container";

async function nodes() {
  const { resources } = await run(() => {
    const network = new LocalNetwork("network", "10.150.0.0/24");
    const registry = new LocalRegistry("registry", { network, port: 5001 });
    new LocalCluster("cluster", { network, registry, nodeCount: 3, ports: { api: 6550, app: 8090 } });
    return {};
  });
  return resources;
}

describe("a node", () => {
  let resources: readonly SimulatedResource[];
  let every: SimulatedResource[];

  beforeAll(async () => {
    resources = await nodes();
    every = ["server", "agent-1", "agent-2"].map((name) => only(resources, container, name));
  });

  const shown = (name: string) => only(resources, container, name).shownInputs;
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
    labels: [
      { label: "lab", value: "azure-container-lab" },
      { label: "stack", value: "test" },
    ],
  });

  it("that is the server has the control plane on a port of the loopback, the app on another, and a volume", () => {
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
      volumes: [{ volumeName: "lab-server", containerPath: "/var/lib/rancher/k3s/server" }],
      ports: [
        { internal: 6443, external: 6550, ip: "127.0.0.1", protocol: "tcp" },
        { internal: 80, external: 8090, ip: "127.0.0.1", protocol: "tcp" },
      ],
      healthcheck: {
        tests: ["CMD", "kubectl", "wait", "--for=condition=Ready", "node/lab-server", "--timeout=2s"],
        interval: "3s",
        timeout: "10s",
        retries: 100,
      },
    });
  });

  it.each([
    ["agent-1", "10.150.0.11"],
    ["agent-2", "10.150.0.12"],
  ])("that is %s joins the server by its name, has an address of its own, no port and no volume", (name, address) => {
    const { uploads: _, ...inputs } = shown(name);
    expect(inputs).toEqual({
      ...common(`lab-${name}`, address),
      command: ["agent", "--kubelet-arg=config-dir=/etc/rancher/k3s/kubelet.conf.d"],
      envs: ["K3S_TOKEN_FILE=/etc/rancher/k3s/token", "K3S_URL=https://lab-server:6443"],
      volumes: [],
      ports: [],
      healthcheck: {
        tests: [
          ...["CMD", "kubectl", "--kubeconfig=/var/lib/rancher/k3s/agent/kubelet.kubeconfig"],
          ...["wait", "--for=condition=Ready", `node/lab-${name}`, "--timeout=2s"],
        ],
        interval: "3s",
        timeout: "10s",
        retries: 100,
      },
    });
  });

  it("is noticed when it is lost, and has a lease of that time, which a kubelet renews four times in it", () => {
    const grace = every.flatMap(({ inputs }) =>
      (inputs["command"] as string[]).flatMap((word) => /node-monitor-grace-period=(\d+)s$/.exec(word)?.[1] ?? []),
    );
    const leases = every.map(({ inputs }) => {
      const files = inputs["uploads"] as { file: string; content: string }[];
      const { content } = files.find(({ file }) => file === "/etc/rancher/k3s/kubelet.conf.d/lab.conf")!;
      return parse(content) as unknown;
    });
    const kind = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
    expect(grace).toEqual(["12"]);
    expect(leases).toEqual(every.map(() => ({ ...kind, nodeLeaseDurationSeconds: 12, failCgroupV1: false })));
  });

  it("is given the token, the registry and its password as files, which are shown only where they are no secrets", () => {
    const registries = "mirrors:\n  localhost:5001:\n    endpoint:\n      - http://lab-registry:5000\n";
    const own = [
      { file: "/etc/rancher/k3s/token", content: "[secret]" },
      { file: "/etc/rancher/k3s/registries.yaml", content: registries },
      { file: "/etc/rancher/k3s/kubelet.conf.d/lab.conf", content: expect.any(String) as string },
      { file: "/etc/rancher/node/password", content: "[secret]" },
    ];
    expect(parse(registries)).toEqual({ mirrors: { "localhost:5001": { endpoint: ["http://lab-registry:5000"] } } });
    expect(shown("agent-1")["uploads"]).toEqual(own);
    expect(shown("agent-2")["uploads"]).toEqual(own);
    const tls = "/var/lib/rancher/k3s/server/tls";
    const certificate = expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/) as string;
    expect(shown("server")["uploads"]).toEqual([
      ...own,
      { file: `${tls}/server-ca.crt`, content: certificate },
      { file: `${tls}/server-ca.key`, content: "[secret]" },
      { file: `${tls}/client-ca.crt`, content: certificate },
      { file: `${tls}/client-ca.key`, content: "[secret]" },
    ]);
  });

  it("joins by the token that all share, and is known again by a password that is its alone", () => {
    const files = (file: string) =>
      every.map(({ inputs }) => (inputs["uploads"] as Inputs[]).find((upload) => upload["file"] === file)!["content"]);
    expect(new Set(files("/etc/rancher/k3s/token")).size).toBe(1);
    expect(new Set([...files("/etc/rancher/node/password"), files("/etc/rancher/k3s/token")[0]]).size).toBe(4);
  });

  it("takes nothing from this machine's disk", () => {
    for (const { inputs } of every) {
      expect(inputs).not.toHaveProperty("mounts");
      expect((inputs["volumes"] as Inputs[]).flatMap((volume) => Object.keys(volume).sort())).toEqual(
        (inputs["volumes"] as Inputs[]).flatMap(() => ["containerPath", "volumeName"]),
      );
      expect([...new Set((inputs["uploads"] as Inputs[]).flatMap((upload) => Object.keys(upload)))].sort()).toEqual([
        "content",
        "file",
      ]);
    }
  });

  it("is made anew, the old one first, when something changes that the provider changes on no container", () => {
    expect(every.map(({ options }) => [options.deleteBeforeReplace, options.replaceOnChanges])).toEqual(
      every.map(() => [true, ["healthcheck", "tmpfs"]]),
    );
  });
});
