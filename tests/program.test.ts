import { program } from "../program";
import type { Simulation } from "../simulator";
import { run } from "./lab";

const full = {
  location: "westeurope",
  owner: "Dr. Kim",
  endsAt: "2027-01-29T18:00:00+09:00",
  deleteAtEnd: "true",
  curfew: '{"stopAt":"18:00","timeZone":"Europe/Amsterdam","days":["Monday"]}',
  budget: '{"amount":500,"emails":["instructor@example.com"],"startDate":"2027-01-01"}',
  nodeCount: "3",
  maxNodeCount: "5",
  nodeSize: "Standard_B2als_v2",
  kubernetesVersion: "1.36",
  zones: "[1]",
  authorizedIpRanges: '["203.0.113.0/24"]',
  networkDataplane: "azure",
  podCidr: "10.64.0.0/16",
  serviceCidr: "10.65.0.0/16",
  hostCidr: "10.66.0.0/24",
  windows: "true",
  image: "ghcr.io/example/app:1.0.0",
  replicas: "6",
  dockerHost: "true",
  hostSize: "Standard_D2s_v5",
  sshFrom: "203.0.113.7/32",
  sshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
  shutdownAt: "18:00",
  timeZone: "Europe/Amsterdam",
};

describe("the program", () => {
  it("registers nothing with a configuration that is wrong", async () => {
    await expect(run(program, { nodeCount: "0", replicas: "-1" })).rejects.toThrow(
      "The configuration has 2 faults. Nothing was made.",
    );
  });

  it("creates the lab with an empty configuration", async () => {
    const { outputs }: Simulation<unknown> = await run(program);
    const hostname = outputs["dockerHost"].hostname;
    expect(outputs).toEqual({
      appUrl: "http://203.0.113.20",
      registry: expect.stringMatching(/^registry[0-9a-f]{8}\.azurecr\.io$/),
      image: expect.stringMatching(/^registry[0-9a-f]{8}\.azurecr\.io\/app@sha256:[0-9a-f]{64}$/),
      cluster: {
        name: expect.stringMatching(/^cluster[0-9a-f]{8}$/),
        resourceGroup: expect.stringMatching(/^lab[0-9a-f]{8}$/),
      },
      kubeconfig: "[secret]",
      dockerHost: {
        address: "203.0.113.10",
        hostname: expect.stringMatching(/^lab-[0-9a-f]{8}\.koreacentral\.cloudapp\.azure\.com$/),
        nginx: `http://${hostname}`,
        wordpress: `http://${hostname}:8080`,
        app: `http://${hostname}:8081`,
        ssh: "closed: name your own address in sshFrom to open it",
      },
      sshPrivateKey: "[secret]",
      wordpressPassword: "[secret]",
    });
  });

  it("creates the lab with every key set, and returns no SSH key that was given", async () => {
    const { resources, outputs } = await run(program, full);
    expect(Object.keys(outputs).sort()).toEqual([
      "appUrl",
      "cluster",
      "dockerHost",
      "iisUrl",
      "image",
      "kubeconfig",
      "registry",
      "wordpressPassword",
    ]);
    expect(outputs["image"]).toBe(full.image);
    expect([outputs["appUrl"], outputs["iisUrl"]].sort()).toEqual(["http://203.0.113.20", "http://203.0.113.21"]);
    expect(new Set(resources.flatMap(({ inputs }) => inputs["location"] ?? []))).toEqual(new Set(["westeurope"]));
  });

  it("creates the lab on this machine's Docker, with the students' kubeconfigs as a secret output", async () => {
    const config = { target: "local", students: '["김민수","kim"]' };
    const { resources, outputs } = await run(program, config);
    expect(outputs).toEqual({
      appUrl: "http://127.0.0.1:8090",
      registry: "localhost:5001",
      image: expect.stringMatching(/^localhost:5001\/app@sha256:[0-9a-f]{64}$/),
      cluster: { nodes: "lab-server, lab-agent-1, lab-agent-2, lab-agent-3" },
      kubeconfig: "[secret]",
      registryPasswords: "[secret]",
      students: "[secret]",
    });
    expect(resources.filter(({ type }) => type.startsWith("azure-native:"))).toEqual([]);
  });
});
