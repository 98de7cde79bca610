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
  it("stands the lab up with every key set, and puts out no key that was given", async () => {
    const { resources, outputs } = await run(async () => (await import("../index")).default, full);
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
    expect([outputs["appUrl"], outputs["iisUrl"]].sort()).toEqual(["http://203.0.113.20", "http://203.0.113.21"]);
    expect(new Set(resources.flatMap(({ inputs }) => inputs["location"] ?? []))).toEqual(new Set(["westeurope"]));
  });
});
