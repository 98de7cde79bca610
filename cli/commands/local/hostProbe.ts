import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { type Engine, dockerHost, readEngine } from "../../docker/client";
import { UserError } from "../../../lib/userError";

/** Addresses of this machine beyond the loopback, as ranges in CIDR form. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .flatMap((address) => (address?.family === "IPv4" && !address.internal && address.cidr ? [address.cidr] : []));
}

/** Those of some ports on which somebody listens on 127.0.0.1. */
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

/**
 * Looks at the Docker that the `docker` command talks to, and lets Pulumi's provider talk to the same one.
 *
 * @throws UserError if none answers, or one that is on another machine, where the lab's ports would be
 */
export async function reachEngine(): Promise<Engine> {
  const host = dockerHost();
  if (host !== undefined && !isHere(host)) {
    throw new UserError(
      `Docker is on another machine (${host}), and so would be the ports of the lab. Name one that is here: ` +
        "`docker context use default`, or unset DOCKER_HOST.",
    );
  }
  if (host !== undefined) process.env["DOCKER_HOST"] = host;
  try {
    return await readEngine();
  } catch (error) {
    throw new UserError(unreachable(error as NodeJS.ErrnoException, host ?? "its usual address"));
  }
}

function isHere(host: string): boolean {
  return /^(unix|npipe):/.test(host) || /^(tcp|https?):\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/.test(host);
}

function unreachable({ code, message }: NodeJS.ErrnoException, where: string): string {
  if (code === "EACCES" || code === "EPERM") {
    return (
      `Docker at ${where} does not let you in. On Linux: \`sudo usermod --append --groups docker $USER\`, ` +
      "then log out and in again."
    );
  }
  const why = code === "ENOENT" || code === "ECONNREFUSED" ? "" : ` (${message})`;
  return (
    `No Docker answers at ${where}${why}. Start Docker Desktop, or on Linux \`sudo systemctl start docker\`; ` +
    "`docker version` tells when it is there."
  );
}
