import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DockerOptions } from "dockerode";
import type { Environment } from "../context";

/** Port on which Docker speaks TLS by convention. */
const tlsPort = "2376";

/**
 * How dockerode reaches an address in the form of DOCKER_HOST. By itself it knows DOCKER_HOST only, and not the context of the
 * `docker` command.
 *
 * @param env has DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, as for the `docker` command
 * @throws if an address or a certificate cannot be read
 */
export function connectionTo(host: string, env: Environment): DockerOptions {
  const [, socketPath] = /^(?:unix|npipe):\/\/(.*)$/.exec(host) ?? [];
  // Set to undefined, since dockerode would add what it finds in DOCKER_HOST.
  if (socketPath !== undefined) return { socketPath, host: undefined, port: undefined, protocol: undefined };
  const { hostname, port, protocol } = new URL(host);
  const { DOCKER_TLS_VERIFY: verify, DOCKER_CERT_PATH: folder } = env;
  const tls = protocol === "https:" || port === tlsPort || (verify !== undefined && verify !== "");
  return {
    host: hostname,
    port,
    protocol: tls ? "https" : "http",
    ...(folder !== undefined && {
      ca: readFileSync(join(folder, "ca.pem")),
      cert: readFileSync(join(folder, "cert.pem")),
      key: readFileSync(join(folder, "key.pem")),
    }),
  };
}
