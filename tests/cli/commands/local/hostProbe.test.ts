import { type AddressInfo, createServer } from "node:net";
import { blockedPorts, ownAddresses } from "../../../../cli/commands/local/hostProbe";
import { freePorts } from "../../../freePorts";
import { listening } from "../../../listen";

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

describe("blockedPorts", () => {
  it("are those on which a program listens, and looking at one does not take it", async () => {
    const server = createServer().unref();
    await listening(server, 0, "127.0.0.1");
    const { port } = server.address() as AddressInfo;
    const [free] = await freePorts(1);
    await expect(blockedPorts([free!, port])).resolves.toEqual({ taken: [port], reserved: [] });
    await expect(blockedPorts([free!, port])).resolves.toEqual({ taken: [port], reserved: [] });
    await new Promise((resolve) => server.close(resolve));
    await expect(blockedPorts([free!, port])).resolves.toEqual({ taken: [], reserved: [] });
  });

  it("are those in a range that the system keeps, up to the range's end", async () => {
    const listen = (port: number) =>
      Promise.resolve(port >= 5000 && port < 5004 ? "EACCES" : port === 8090 ? "EADDRINUSE" : undefined);
    await expect(blockedPorts([5001, 5003, 6550, 8090], listen)).resolves.toEqual({
      taken: [8090],
      reserved: [5001, 5002, 5003],
    });
  });
});
