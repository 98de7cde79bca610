import { type Inputs, faultsOf, repeated } from "../model";

/** An address for load balancers, from the ranges that are set aside for documents (RFC 5737). */
const loadBalancerAddress = "203.0.113.20";

export function serviceStatus({ spec }: Inputs): Inputs {
  return spec?.["type"] === "LoadBalancer"
    ? { loadBalancer: { ingress: [{ ip: loadBalancerAddress }] } }
    : { loadBalancer: {} };
}

export function serviceFaults({ spec = {} }: Inputs): string[] {
  const ports: Inputs[] = spec["ports"] ?? [];
  const names = ports.flatMap(({ name }) => (name === undefined ? [] : [name as string]));
  // Neither has an address of its own on which to listen.
  const portless = spec["type"] === "ExternalName" || spec["clusterIP"] === "None";
  return [
    ...faultsOf(
      [ports.length === 0 && !portless, "a Service has at least one port"],
      [ports.length > 1 && names.length < ports.length, "of several ports each needs a name"],
    ),
    ...repeated(names).map((name) => `two ports have the name ${name}`),
    ...repeated(ports.map(({ port, protocol = "TCP" }) => `${port} (${protocol})`)).map(
      (port) => `two ports have the number ${port}`,
    ),
  ];
}
