import { dockerModels } from "../../../simulator/docker/models";
import type { Inputs } from "../../../simulator/model";
import { answerOf, made, refusals } from "../helpers";

const types = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
};
const answerFor = (type: string, inputs: Inputs) => answerOf(dockerModels, type, inputs);
const of = (type: string) => (inputs: Inputs) => refusals(dockerModels, type, inputs);
const badName = (name: string) =>
  `Docker takes no such name: ${JSON.stringify(name)} does not match /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/`;

describe("a thing on Docker", () => {
  it.each(Object.values(types))("has the name that it is given, or one that is made up: %s", (type) => {
    expect(answerFor(type, { name: "lab" }).outputs["name"]).toBe("lab");
    expect(answerFor(type, {}).outputs["name"]).toBe("it-0a1b2c3");
  });

  it.each([types.container, types.network])("has an id of 64 hex digits, which no other has: %s", (type) => {
    const [one, other] = ["one", "other"].map((name) => made(dockerModels, type, name, { image: "nginx:1" }).id);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
    expect(made(dockerModels, type, "one", { image: "nginx:1" }).id).toBe(one);
  });
});

describe("a volume", () => {
  it("is known by its name, and is a folder of Docker's own", () => {
    expect(answerFor(types.volume, { name: "lab-data" })).toEqual({
      id: "lab-data",
      outputs: { name: "lab-data", mountpoint: "/var/lib/docker/volumes/lab-data/_data" },
    });
  });

  it.each(["lab", "l1", "Lab_data.1-2"])("may be called %s", (name) => {
    expect(of(types.volume)({ name })).toEqual([]);
  });

  it.each(["", "a", "-lab", ".lab", "/srv/data", "lab data", "lab:ro"])("is not called %j", (name) => {
    expect(of(types.volume)({ name })).toEqual([badName(name)]);
  });
});

describe("a container", () => {
  it("has a name that Docker takes, and an image", () => {
    expect(of(types.container)({ name: "lab-server", image: "nginx:1" })).toEqual([]);
    expect(of(types.container)({ name: "lab server" })).toEqual([badName("lab server"), "a container needs an image"]);
  });
});

describe("a network", () => {
  const network = (inputs: Inputs) => of(types.network)({ name: "lab", ...inputs });
  const range = (subnet?: string, gateway?: string) => network({ ipamConfigs: [{ subnet, gateway }] });

  it("is a bridge on this machine unless it is said otherwise", () => {
    expect(answerFor(types.network, { name: "lab" }).outputs).toEqual({
      name: "lab",
      driver: "bridge",
      scope: "local",
    });
    expect(answerFor(types.network, { name: "lab", driver: "macvlan" }).outputs["driver"]).toBe("macvlan");
  });

  it.each(["bridge", "host", "none"])("is not called %s, as one that Docker has", (name) => {
    expect(network({ name })).toEqual([`Docker has a network ${name} of its own`]);
  });

  it.each(["", " "])("is not called %j", (name) => {
    expect(network({ name })).toEqual(["a network needs a name"]);
  });

  it("may have a range, a gateway in it, or neither", () => {
    expect([...network({}), ...range(), ...range("10.150.0.0/24"), ...range("10.150.0.0/24", "10.150.0.1")]).toEqual(
      [],
    );
  });

  it.each([
    ["10.150.0.7/24", "it names a host inside a range; the range is 10.150.0.0/24"],
    ["10.150.0.0", "it is one address; as a range it is 10.150.0.0/32"],
    ["lab", "it is not an IPv4 range"],
  ])("has no range %s", (subnet, fault) => {
    expect(range(subnet, "10.150.0.1")).toEqual([`subnet ${subnet}: ${fault}`]);
  });

  it("has its gateway in its range, and not at the range's own address", () => {
    expect(range(undefined, "10.150.0.1")).toEqual(["the gateway 10.150.0.1 has no subnet"]);
    expect(range("10.150.0.0/24", "10.150.1.1")).toEqual([
      "the gateway 10.150.1.1 lies outside the subnet 10.150.0.0/24",
    ]);
    expect(range("10.150.0.0/24", "10.150.0.0")).toEqual(["the gateway 10.150.0.0 is the subnet's own address"]);
  });
});
