import * as containerLab from "../components/containerLab";
import * as config from "../config";
import type { Inputs, Simulation } from "../simulator";
import { run } from "./lab";

/** Loads the program anew, as `pulumi up` does, but not the SDK with it. */
async function program(): Promise<object> {
  jest.resetModules();
  jest.doMock("../components/containerLab", () => containerLab);
  jest.doMock("../config", () => config);
  return (await import("../index")).default;
}

const full = {
  location: "westeurope",
  owner: "Dr. Kim",
  endsAt: "2027-01-29T18:00:00+09:00",
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
  it("stands the lab up with an empty configuration", async () => {
    const { outputs }: Simulation<Inputs> = await run(program);
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
    });
  });

  it("stands the lab up with every key set, and puts out no key that was given", async () => {
    const { resources, outputs } = await run(program, full);
    expect(Object.keys(outputs).sort()).toEqual([
      "appUrl",
      "cluster",
      "dockerHost",
      "iisUrl",
      "image",
      "kubeconfig",
      "registry",
    ]);
    expect(outputs["image"]).toBe(full.image);
    expect(new Set(resources.flatMap(({ inputs }) => inputs["location"] ?? []))).toEqual(new Set(["westeurope"]));
  });

  it("has no output for what it does not have", async () => {
    const { outputs } = await run(program, { dockerHost: "false" });
    expect(Object.keys(outputs).sort()).toEqual(["appUrl", "cluster", "image", "kubeconfig", "registry"]);
  });

  it("registers nothing with a configuration that is wrong", async () => {
    await expect(run(program, { nodeCount: "0", replicas: "-1" })).rejects.toThrow(
      "The configuration has 2 faults. Nothing was registered.",
    );
  });
});
