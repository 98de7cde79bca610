import { LocalNetwork } from "../../../components/local/network";
import { only, resourceSet, run, valueOf } from "../../lab";

const type = "docker:index/network:Network";

/** The network of a range, with the addresses of the registry and of the first and the eighth node. */
async function networkOf(cidr: string) {
  const { resources, result } = await run(() => {
    const network = new LocalNetwork("network", cidr);
    return { places: [network.registryAttachment(), network.nodeAttachment(0), network.nodeAttachment(7)] };
  });
  const places = result.places.flat().map(async ({ name, ipv4Address }) => [await valueOf(name), ipv4Address]);
  return { resources, network: only(resources, type), places: await Promise.all(places) };
}

describe("LocalNetwork", () => {
  it("is one network of Docker's, and nothing else", async () => {
    const { resources } = await networkOf("10.150.0.0/24");
    expect(resourceSet(resources)).toEqual([`${type} network`, "lab:local:Network network"]);
  });

  it("has the range that it is given, the first address for Docker, and labels that tell whose it is", async () => {
    const { network } = await networkOf("10.150.0.0/24");
    expect(network.inputs).toEqual({
      name: "lab",
      ipamConfigs: [{ subnet: "10.150.0.0/24", gateway: "10.150.0.1" }],
      labels: [
        { label: "lab", value: "azure-container-lab" },
        { label: "stack", value: "test" },
      ],
    });
  });

  it("is gone before another of its name is made: Docker refuses two of one range", async () => {
    const { network } = await networkOf("10.150.0.0/24");
    expect(network.options.deleteBeforeReplace).toBe(true);
  });

  it.each([
    ["10.150.0.0/24", ["10.150.0.2", "10.150.0.10", "10.150.0.17"]],
    ["192.168.77.32/27", ["192.168.77.34", "192.168.77.42", "192.168.77.49"]],
    ["10.0.0.0/8", ["10.0.0.2", "10.0.0.10", "10.0.0.17"]],
  ])("gives each container its own address in %s, and the same at each run", async (cidr, addresses) => {
    const { places } = await networkOf(cidr);
    expect(places).toEqual(addresses.map((address) => ["lab", address]));
  });
});
