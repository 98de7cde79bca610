import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { highestPort } from "../../../facts/networks";

/** Addresses of this machine beyond the loopback, as ranges in CIDR form. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .flatMap((address) => (address?.family === "IPv4" && !address.internal && address.cidr ? [address.cidr] : []));
}

/** Ports of 127.0.0.1 that the lab cannot have. */
export interface BlockedPorts {
  /** On which a program listens. */
  readonly taken: readonly number[];
  /** That the system keeps for itself, with all that follow them: Windows does so by ranges, mostly for Hyper-V. */
  readonly reserved: readonly number[];
}

/** @param listen listens for a moment @returns the code of the error, if there is one */
export async function blockedPorts(ports: readonly number[], listen = errorOfListening): Promise<BlockedPorts> {
  const errors = await Promise.all(ports.map(async (port) => ({ port, code: await listen(port) })));
  const reserved: number[] = [];
  for (const { port, code } of errors) {
    let next = port;
    for (let error = code; error === "EACCES" && next <= highestPort; error = await listen(next)) reserved.push(next++);
  }
  const taken = errors.filter(({ code }) => code !== undefined && code !== "EACCES").map(({ port }) => port);
  return { taken, reserved: [...new Set(reserved)] };
}

function errorOfListening(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code ?? "unknown"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}
