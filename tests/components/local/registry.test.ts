import { LocalNetwork } from "../../../components/local/network";
import { LocalRegistry } from "../../../components/local/registry";
import { memoize, only, resourceSet, run } from "../../lab";

const container = "docker:index/container:Container";
const volume = "docker:index/volume:Volume";
const image = "docker:index/remoteImage:RemoteImage";
const labels = [
  { label: "lab", value: "azure-container-lab" },
  { label: "stack", value: "test" },
];

const registryAt = memoize(async (port: number) => {
  const { resources, result, outputs } = await run(() => {
    const registry = new LocalRegistry("registry", { network: new LocalNetwork("network", "10.150.0.0/24"), port });
    const { server, mirrors, replaceWith } = registry;
    return { server, mirrors, credentials: registry.pushCredentials(), replaceWith: replaceWith.urn };
  });
  return { resources, result, outputs };
});

describe("LocalRegistry", () => {
  it("is an image, a volume and a container, and nothing else", async () => {
    const { resources } = await registryAt(5001);
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:local:Registry")))).toEqual([
      `${container} registry`,
      `${image} registry-image`,
      `${volume} registry-data`,
      "lab:local:Registry registry",
    ]);
  });

  it("listens on the loopback only, comes back after a restart, and may be stopped without being deleted", async () => {
    const { resources } = await registryAt(5001);
    expect(only(resources, container).inputs).toEqual({
      name: "lab-registry",
      image: only(resources, image).state["imageId"],
      networksAdvanced: [{ name: "lab", ipv4Address: "10.150.0.2" }],
      volumes: [{ volumeName: "lab-registry", containerPath: "/var/lib/registry" }],
      ports: [{ internal: 5000, external: 5001, ip: "127.0.0.1", protocol: "tcp" }],
      restart: "unless-stopped",
      mustRun: false,
      labels,
    });
  });

  it("runs a pinned version of the image, which a destroy leaves for the next time", async () => {
    const { resources } = await registryAt(5001);
    expect(only(resources, image).inputs).toEqual({ name: "registry:3.1.1", keepLocally: true });
  });

  it("keeps its images in a volume, which has labels, and with which they are gone", async () => {
    const { resources, outputs } = await registryAt(5001);
    expect(only(resources, volume).inputs).toEqual({ name: "lab-registry", labels });
    expect(outputs["replaceWith"]).toBe(only(resources, volume).urn);
  });

  it("gives way before another takes its names and its port", async () => {
    const { resources } = await registryAt(5001);
    expect([container, volume].map((type) => only(resources, type).options.deleteBeforeReplace)).toEqual([true, true]);
  });

  it("has a name on this machine by its port, and asks nobody for a password", async () => {
    const { result, outputs } = await registryAt(5055);
    expect(outputs["server"]).toBe("localhost:5055");
    expect(result.credentials).toBeUndefined();
  });

  it("tells nodes where it is on their network under that name: its own port there, and no TLS", async () => {
    const { resources, result } = await registryAt(5055);
    expect(result.mirrors).toEqual({ "localhost:5055": { endpoint: ["http://lab-registry:5000"] } });
    expect(only(resources, container).inputs["ports"]).toEqual([
      { internal: 5000, external: 5055, ip: "127.0.0.1", protocol: "tcp" },
    ]);
  });
});
