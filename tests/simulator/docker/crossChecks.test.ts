import { models } from "../../../simulator/catalog";
import { dockerFaults } from "../../../simulator/docker/crossChecks";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { record, describeFaults } from "../helpers";

const make = (type: string, name: string, inputs: Inputs) => record(models, type, name, inputs);
const network = (subnet?: string, name = "lab", more: Inputs = {}) =>
  make("docker:index/network:Network", `${name}-net`, { name, ...(subnet && { ipamConfigs: [{ subnet, ...more }] }) });
const volume = (name: string, resource = `${name}-volume`) => make("docker:index/volume:Volume", resource, { name });
const image = make("docker:index/remoteImage:RemoteImage", "image", { name: "nginx:1" });
const container = (name: string, inputs: Inputs = {}) =>
  make("docker:index/container:Container", name, { name: `lab-${name}`, image: "nginx:1", ...inputs });
const at = (ipv4Address?: string, name = "lab") => ({ networksAdvanced: [{ name, ipv4Address }] });
const publishing = (...ports: Inputs[]) => ({ ports: ports.map((port) => ({ internal: 80, ...port })) });

const faults = (...resources: SimulatedResource[]) => describeFaults(dockerFaults(resources));

describe("what is on one Docker", () => {
  it("has a name that no other of its kind has", () => {
    expect(
      faults(container("a"), make("docker:index/container:Container", "b", { name: "lab-a", image: "x:1" })),
    ).toEqual(["b: a has the same name: lab-a"]);
    expect(faults(volume("data", "one"), volume("data", "two"))).toEqual(["two: one has the same name: data"]);
    expect(faults(network(), { ...network(), urn: "urn:other", name: "other" })).toEqual([
      "other: lab-net has the same name: lab",
    ]);
  });

  it("may have the name of something of another kind", () => {
    expect(faults(volume("lab-a"), network(undefined, "lab-a"), container("a"))).toEqual([]);
  });

  it("is nothing in a lab without Docker", () => {
    expect(faults()).toEqual([]);
  });
});

describe("two networks", () => {
  it("have no address in common", () => {
    expect(faults(network("10.150.0.0/24"), network("10.150.1.0/24", "other"))).toEqual([]);
    expect(faults(network("10.150.0.0/16"), network("10.150.1.0/24", "other"))).toEqual([
      "other-net: its subnet 10.150.1.0/24 overlaps 10.150.0.0/16 of lab-net",
    ]);
  });

  it("are not compared where a range is none", () => {
    expect(faults(network("lab"), network(undefined, "other"), network("10.0.0.0/24", "third"))).toEqual([]);
  });
});

describe("a container", () => {
  it("may be made of what the lab has", () => {
    const inputs = {
      image: image.state["imageId"],
      ...at("10.150.0.2"),
      volumes: [{ volumeName: "data", containerPath: "/data" }],
      mounts: [{ type: "volume", source: "data", target: "/more" }],
    };
    expect(faults(image, network("10.150.0.0/24"), volume("data"), container("a", inputs))).toEqual([]);
  });

  it("may name a network and a volume by id", () => {
    const net = network("10.150.0.0/24");
    expect(faults(net, container("a", at("10.150.0.2", net.id)))).toEqual([]);
  });

  it.each(["bridge", "host", "none"])("may be on the network %s, which every Docker has", (name) => {
    expect(faults(container("a", at(undefined, name)))).toEqual([]);
  });

  it("is on no network, and has no volume, that the lab does not have", () => {
    const volumes = [{ volumeName: "data", containerPath: "/data" }];
    const mounts = [{ type: "volume", source: "more", target: "/more" }];
    expect(faults(container("a", { ...at(), volumes, mounts }))).toEqual([
      "a: the lab has no network lab",
      "a: the lab has no volume data",
      "a: the lab has no volume more",
    ]);
  });

  it("may have folders of the machine, or of the memory, which are no volumes", () => {
    const volumes = [{ hostPath: "/srv", containerPath: "/data" }];
    const mounts = [
      { type: "bind", source: "/srv", target: "/a" },
      { type: "tmpfs", target: "/b" },
    ];
    expect(faults(container("a", { volumes, mounts }))).toEqual([]);
  });

  it("is of an image of the lab's by id, or of any by name", () => {
    const id = String(image.state["imageId"]);
    expect(faults(container("a", { image: "ghcr.io/school/app:1" }))).toEqual([]);
    expect(faults(container("a", { image: id }))).toEqual([`a: the lab has no image ${id}`]);
    expect(faults(image, container("a", { image: id }))).toEqual([]);
    expect(faults(image, container("a", { image: "No Image" }))).toEqual(["a: the lab has no image No Image"]);
  });
});

describe("the address of a container", () => {
  const placed = (address: string, ...more: SimulatedResource[]) =>
    faults(network("10.150.0.0/24"), container("a", at(address)), ...more);

  it.each(["10.150.0.2", "10.150.0.254"])("may be %s", (address) => {
    expect(placed(address)).toEqual([]);
  });

  it("is in its network's range", () => {
    expect(placed("10.151.0.2")).toEqual(["a: 10.151.0.2 is in no subnet of its network lab-net"]);
    expect(faults(network(), container("a", at("10.150.0.2")))).toEqual([
      "a: 10.150.0.2 is in no subnet of its network lab-net",
    ]);
  });

  it.each(["lab", "10.150.0.300", "10.150.0.2/24", "::1"])("is no %j", (address) => {
    expect(placed(address)).toEqual([`a: ${address} is no IPv4 address`]);
  });

  it("is not the gateway's, which is the first one unless the network says so", () => {
    const fault = (address: string) => [`a: ${address} is the gateway of its network`];
    expect(placed("10.150.0.1")).toEqual(fault("10.150.0.1"));
    const other = network("10.150.0.0/24", "lab", { gateway: "10.150.0.9" });
    expect(faults(other, container("a", at("10.150.0.9")))).toEqual(fault("10.150.0.9"));
    expect(faults(other, container("a", at("10.150.0.1")))).toEqual([]);
  });

  it.each(["10.150.0.0", "10.150.0.255"])("is not %s, which is the network's own or everybody's", (address) => {
    expect(placed(address)).toEqual([`a: ${address} is not a host's address: it is the network's own, or broadcast`]);
  });

  it("is that of no other on the same network", () => {
    expect(placed("10.150.0.2", container("b", at("10.150.0.2")))).toEqual([
      "b: a has the same address: 10.150.0.2 on lab",
    ]);
    expect(placed("10.150.0.2", container("b", at()), container("c", at()))).toEqual([]);
  });

  it("may be that of one on another network, whose range then is what is wrong", () => {
    const second = network("10.151.0.0/24", "other");
    expect(placed("10.150.0.2", second, container("b", at("10.151.0.2", "other")))).toEqual([]);
    const same = network("10.150.0.0/24", "other");
    expect(placed("10.150.0.2", same, container("b", at("10.150.0.2", "other")))).toEqual([
      "other-net: its subnet 10.150.0.0/24 overlaps 10.150.0.0/24 of lab-net",
    ]);
  });
});

describe("a published port", () => {
  const both = (first: Inputs, second: Inputs) =>
    faults(container("a", publishing(first)), container("b", publishing(second)));
  const fault = (port: string) => [`b: a publishes the same port: ${port}`];

  it("is published once on an address", () => {
    const port = { external: 8080, ip: "127.0.0.1" };
    expect(both(port, port)).toEqual(fault("127.0.0.1:8080/tcp"));
    expect(both(port, { ...port, external: 8081 })).toEqual([]);
    expect(both(port, { ...port, ip: "192.0.2.7" })).toEqual([]);
    expect(both(port, { ...port, protocol: "udp" })).toEqual([]);
    expect(both(port, { ...port, protocol: "tcp" })).toHaveLength(1);
  });

  it.each([undefined, "0.0.0.0", "::"])("is taken on every address by whoever publishes it on %j", (ip) => {
    const everywhere = { external: 8080, ip };
    const here = { external: 8080, ip: "127.0.0.1" };
    expect(both(here, everywhere)).toEqual(fault(`${ip ?? "0.0.0.0"}:8080/tcp`));
    expect(both(everywhere, here)).toEqual(fault("127.0.0.1:8080/tcp"));
  });

  it("is not published twice by one container either", () => {
    const port = { external: 8080, ip: "127.0.0.1" };
    expect(faults(container("a", publishing(port, { ...port, internal: 81 })))).toEqual([
      "a: a publishes the same port: 127.0.0.1:8080/tcp",
    ]);
  });

  it("is anything where Docker picks it, or where nothing is published", () => {
    expect(both({}, {})).toEqual([]);
  });
});

describe("an agent of k3s", () => {
  const server = (inputs: Inputs = at("10.150.0.10")) => container("server", { hostname: "control", ...inputs });
  const agent = (host: string, inputs: Inputs = at()) =>
    container("agent", { envs: ["K3S_TOKEN_FILE=/t", `K3S_URL=https://${host}:6443`], ...inputs });
  const lab = network("10.150.0.0/24");
  const fault = (url: string) => [
    `agent: K3S_URL=${url}: no container on its networks has that name, so it would never join`,
  ];

  it.each(["lab-server", "control", "10.150.0.10"])("finds its server by name, hostname or address: %s", (host) => {
    expect(faults(lab, server(), agent(host))).toEqual([]);
  });

  it("finds it by another name that it has on their network", () => {
    const aliased = { networksAdvanced: [{ name: "lab", aliases: ["k3s"] }] };
    expect(faults(lab, server(aliased), agent("k3s"))).toEqual([]);
  });

  it("joins no server that there is not, or that is on another network", () => {
    expect(faults(lab, server(), agent("server"))).toEqual(fault("https://server:6443"));
    const other = network("10.151.0.0/24", "other");
    expect(faults(lab, other, server(at("10.151.0.10", "other")), agent("lab-server"))).toEqual(
      fault("https://lab-server:6443"),
    );
    expect(faults(lab, server({}), agent("lab-server"))).toEqual(fault("https://lab-server:6443"));
  });

  it("joins by TLS only", () => {
    const plain = container("agent", { envs: ["K3S_URL=http://lab-server:6443"], ...at() });
    expect(faults(lab, server(), plain)).toEqual(fault("http://lab-server:6443"));
  });

  it("is not looked for in a container that joins nothing", () => {
    expect(faults(lab, container("a", { envs: ["A=K3S_URL=https://nowhere:1"], ...at() }))).toEqual([]);
  });
});
