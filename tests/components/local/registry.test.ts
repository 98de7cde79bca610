import { LocalNetwork } from "../../../components/local/network";
import { LocalRegistry } from "../../../components/local/registry";
import { studentsOf } from "../../../config/students";
import type { SimulatedResource } from "../../../simulator";
import { secretValue } from "../../simulator/helpers";
import { memoize, only, project, resourceSet, run, valueOf } from "../../lab";

const container = "docker:index/container:Container";
const volume = "docker:index/volume:Volume";
const image = "docker:index/remoteImage:RemoteImage";
const network = "docker:index/network:Network";
const labels = [
  { label: "lab", value: project },
  { label: "stack", value: "test" },
];

const registry = memoize(async () => {
  const { resources, result, outputs } = await run(() => {
    const registry = new LocalRegistry("registry", {
      network: new LocalNetwork("network", "10.150.0.0/24"),
      port: 5055,
    });
    const { server, mirrors, replaceWith } = registry;
    return { server, mirrors, credentials: registry.pushCredentials(), replaceWith: replaceWith.urn };
  });
  return { resources, result, outputs };
});

describe("LocalNetwork", () => {
  it("is one Docker network of its range with the first address for Docker, deleted before another takes its name", async () => {
    const { resources } = await registry();
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:local:Network")))).toEqual([
      `${network} network`,
      "lab:local:Network network",
    ]);
    expect(only(resources, network).inputs).toEqual({
      name: "lab",
      ipamConfigs: [{ subnet: "10.150.0.0/24", gateway: "10.150.0.1" }],
      labels,
    });
    // Docker refuses two networks of one range.
    expect(only(resources, network).options.deleteBeforeReplace).toBe(true);
  });

  it.each([
    ["10.150.0.0/24", ["10.150.0.2", "10.150.0.10", "10.150.0.17"]],
    ["192.168.77.32/27", ["192.168.77.34", "192.168.77.42", "192.168.77.49"]],
    ["10.0.0.0/8", ["10.0.0.2", "10.0.0.10", "10.0.0.17"]],
  ])("gives registry, server and eighth node addresses of their own in %s", async (cidr, addresses) => {
    const { result } = await run(() => {
      const network = new LocalNetwork("network", cidr);
      return {
        attachments: [
          network.registryAttachment("registry"),
          network.nodeAttachment(0),
          network.nodeAttachment(7),
        ].flat(),
      };
    });
    const attached = result.attachments.map(async ({ name, ipv4Address }) => [await valueOf(name), ipv4Address]);
    expect(await Promise.all(attached)).toEqual(addresses.map((address) => ["lab", address]));
  });
});

describe("LocalRegistry", () => {
  it("is an image, a volume and a container, and nothing else", async () => {
    const { resources } = await registry();
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:local:Registry")))).toEqual([
      `${container} registry`,
      `${image} registry-image`,
      `${volume} registry-data`,
      "lab:local:Registry registry",
    ]);
  });

  it("listens on the loopback only, comes back after a restart, and may be stopped without being deleted", async () => {
    const { resources } = await registry();
    expect(only(resources, container).inputs).toEqual({
      name: "lab-registry",
      image: only(resources, image).state["imageId"],
      networksAdvanced: [{ name: "lab", ipv4Address: "10.150.0.2", aliases: ["lab-images"] }],
      volumes: [{ volumeName: "lab-registry", containerPath: "/var/lib/registry" }],
      ports: [{ internal: 5000, external: 5055, ip: "127.0.0.1", protocol: "tcp" }],
      restart: "unless-stopped",
      mustRun: false,
      labels,
    });
  });

  it("runs a pinned version, whose image a destroy leaves for the next time", async () => {
    const { resources } = await registry();
    expect(only(resources, image).inputs).toEqual({ name: "registry:3.1.1", keepLocally: true });
  });

  it("keeps its images in a volume with labels, and has lost them when the volume is replaced", async () => {
    const { resources, outputs } = await registry();
    expect(only(resources, volume).inputs).toEqual({ name: "lab-registry", labels });
    expect(outputs["replaceWith"]).toBe(only(resources, volume).urn);
  });

  it("is deleted before another takes its names and its port", async () => {
    const { resources } = await registry();
    expect([container, volume].map((type) => only(resources, type).options.deleteBeforeReplace)).toEqual([true, true]);
  });

  it("has a name on this machine by its port, needs no password, and is a mirror without TLS for nodes", async () => {
    const { result, outputs } = await registry();
    expect(outputs["server"]).toBe("localhost:5055");
    expect(result.credentials).toBeUndefined();
    expect(result.mirrors).toEqual({ "localhost:5055": { endpoint: ["http://lab-images:5000"] } });
  });
});

describe("LocalRegistry with students", () => {
  const { students } = studentsOf(["kim", "김민수"]);
  const withStudents = memoize(async () => {
    const { resources, result, outputs } = await run(() => {
      const network = new LocalNetwork("network", "10.150.0.0/24");
      const registry = new LocalRegistry("registry", { network, port: 5055, students });
      const { server, mirrors, passwords } = registry;
      return { server, mirrors, passwords, credentials: registry.pushCredentials()! };
    });
    return { resources, result, outputs };
  });
  const password = "random:index/randomPassword:RandomPassword";
  const passwordOf = (resources: readonly SimulatedResource[], user: string) =>
    only(resources, password, `registry-${user}`).state;

  it("adds a container for the nodes, and a password for the lab and for each student", async () => {
    const { resources } = await withStudents();
    expect(resourceSet(resources.filter(({ urn }) => urn.includes("lab:local:Registry")))).toEqual(
      [
        `${container} registry`,
        `${container} registry-nodes`,
        `${image} registry-image`,
        `${volume} registry-data`,
        "lab:local:Registry registry",
        ...["lab", "student-gim-min-su", "student-kim"].map((user) => `${password} registry-${user}`),
      ].sort(),
    );
  });

  it("asks for a password where it is published, by hashes that it gets as a secret file", async () => {
    const { resources } = await withStudents();
    const { inputs, shownInputs } = only(resources, container, "registry");
    const hashOf = async (user: string) => String(await secretValue(passwordOf(resources, user)["bcryptHash"]));
    const users = ["lab", "student-kim", "student-gim-min-su"];
    const lines = await Promise.all(users.map(async (user) => `${user}:${await hashOf(user)}\n`));
    expect(inputs).toMatchObject({
      name: "lab-registry",
      networksAdvanced: [{ name: "lab", ipv4Address: "10.150.0.2" }],
      ports: [{ internal: 5000, external: 5055, ip: "127.0.0.1", protocol: "tcp" }],
      envs: [
        "REGISTRY_AUTH=htpasswd",
        "REGISTRY_AUTH_HTPASSWD_REALM=lab",
        "REGISTRY_AUTH_HTPASSWD_PATH=/etc/lab/htpasswd",
      ],
      uploads: [{ file: "/etc/lab/htpasswd", content: lines.join("") }],
    });
    expect(shownInputs["uploads"]).toEqual([{ file: "/etc/lab/htpasswd", content: "[secret]" }]);
    expect(inputs["networksAdvanced"][0]).not.toHaveProperty("aliases");
  });

  it("lets the nodes pull from an unpublished container on the same volume, by the name that they know", async () => {
    const { resources, result } = await withStudents();
    expect(only(resources, container, "registry-nodes").inputs).toEqual({
      name: "lab-registry-nodes",
      image: only(resources, image).state["imageId"],
      networksAdvanced: [{ name: "lab", ipv4Address: "10.150.0.3", aliases: ["lab-images"] }],
      volumes: [{ volumeName: "lab-registry", containerPath: "/var/lib/registry" }],
      restart: "unless-stopped",
      mustRun: false,
      labels,
    });
    expect(result.mirrors).toEqual((await registry()).result.mirrors);
  });

  it("gives each student their own password, and the deployer that of the lab; all of them secret", async () => {
    const { resources, result, outputs } = await withStudents();
    const own = async (user: string) => await secretValue(passwordOf(resources, user)["result"]);
    expect(outputs["passwords"]).toBe("[secret]");
    expect(await valueOf(result.passwords!)).toEqual({
      kim: await own("student-kim"),
      "gim-min-su": await own("student-gim-min-su"),
    });
    expect(await valueOf(result.credentials.username)).toBe("lab");
    expect(await secretValue(result.credentials.password)).toBe(await own("lab"));
  });
});
