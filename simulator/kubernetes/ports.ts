import { isPort } from "../../lib/port";

/** What is wrong with numbers of ports; a port can also have a name. Kubernetes takes 1 to 65535 (its `IsValidPortNum`). */
export function portFaults(ports: readonly (string | number | undefined)[], what: string): string[] {
  return ports
    .filter((port) => typeof port === "number" && !isPort(port))
    .map((port) => `${what} ${port} is no port: allowed is 1 to 65535`);
}
