import { createServer } from "node:net";
import { networkInterfaces } from "node:os";

/** Addresses of this machine beyond the loopback, as ranges in CIDR form. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .flatMap((address) => (address?.family === "IPv4" && !address.internal && address.cidr ? [address.cidr] : []));
}

/** Those of some ports on which a program listens on 127.0.0.1. */
export async function takenPorts(ports: readonly number[]): Promise<number[]> {
  const taken = await Promise.all(ports.map(async (port) => ({ port, taken: await isTaken(port) })));
  return taken.filter((one) => one.taken).map(({ port }) => port);
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}
