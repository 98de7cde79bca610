import { networkModels } from "../../../simulator/docker/network";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const type = "docker:index/network:Network";
const answerFor = (inputs: Inputs) => answerOf(networkModels, type, inputs);

describe("a network", () => {
  const network = (inputs: Inputs) => refusals(networkModels, type, { name: "lab", ...inputs });
  const range = (subnet?: string, gateway?: string) => network({ ipamConfigs: [{ subnet, gateway }] });

  it("is a bridge on this machine by default", () => {
    expect(answerFor({ name: "lab" }).outputs).toEqual({
      name: "lab",
      driver: "bridge",
      scope: "local",
    });
    expect(answerFor({ name: "lab", driver: "macvlan" }).outputs["driver"]).toBe("macvlan");
  });

  it.each(["bridge", "host", "none"])("is refused under the name %s of a built-in network", (name) => {
    expect(network({ name })).toEqual([`Docker has a built-in network ${name}`]);
  });

  it.each(["", " "])("is refused under the name %j", (name) => {
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
  ])("is refused with the range %s", (subnet, fault) => {
    expect(range(subnet, "10.150.0.1")).toEqual([`subnet ${subnet}: ${fault}`]);
  });

  it("is refused with a gateway outside its range, or at the range's own address", () => {
    expect(range(undefined, "10.150.0.1")).toEqual(["the gateway 10.150.0.1 has no subnet"]);
    expect(range("10.150.0.0/24", "10.150.1.1")).toEqual([
      "the gateway 10.150.1.1 lies outside the subnet 10.150.0.0/24",
    ]);
    expect(range("10.150.0.0/24", "10.150.0.0")).toEqual(["the gateway 10.150.0.0 is the subnet's own address"]);
  });
});
