import { type AddressInfo, createServer } from "node:net";
import { ownAddresses, takenPorts } from "../../../../cli/commands/local/hostProbe";
import { freePorts } from "../../harness";

jest.mock("node:os", () => ({
  ...jest.requireActual<object>("node:os"),
  networkInterfaces: () => ({
    lo: [{ family: "IPv4", internal: true, cidr: "127.0.0.1/8" }],
    eth0: [
      { family: "IPv4", internal: false, cidr: "192.168.0.7/24" },
      { family: "IPv6", internal: false, cidr: "fe80::1/64" },
      { family: "IPv4", internal: false, cidr: null },
    ],
    gone: undefined,
    docker0: [{ family: "IPv4", internal: false, cidr: "172.17.0.1/16" }],
  }),
}));

describe("ownAddresses", () => {
  it("are those of IPv4 beyond the loopback", () => {
    expect(ownAddresses()).toEqual(["192.168.0.7/24", "172.17.0.1/16"]);
  });
});

describe("takenPorts", () => {
  it("are those on which a program listens, and looking at one does not take it", async () => {
    const server = createServer().unref();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const [free] = await freePorts(1);
    await expect(takenPorts([free!, port])).resolves.toEqual([port]);
    await expect(takenPorts([free!, port])).resolves.toEqual([port]);
    await new Promise((resolve) => server.close(resolve));
    await expect(takenPorts([free!, port])).resolves.toEqual([]);
  });
});
