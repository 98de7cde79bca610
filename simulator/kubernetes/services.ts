import type * as core from "@pulumi/kubernetes/core/v1";
import type { Unwrap } from "@pulumi/pulumi";
import { type Inputs, type Request, type SimulatedResource, faultsOf, repeated } from "../model";
import { portFaults } from "./ports";

/** Last byte of the first load balancer's address, in a range reserved for documentation (RFC 5737). Others count up from it. */
const firstAddress = 20;

type Service = Unwrap<core.ServiceArgs>;

export function serviceStatus({ inputs, existing }: Request<Service>): Inputs {
  // A program that does not wait for the address ends without it.
  const awaited = inputs.metadata?.annotations?.["pulumi.com/skipAwait"] !== "true";
  if (inputs.spec?.type !== "LoadBalancer" || !awaited) return { loadBalancer: {} };
  const ip = `203.0.113.${firstAddress + existing.filter(isLoadBalancer).length}`;
  return { loadBalancer: { ingress: [{ ip }] } };
}

function isLoadBalancer({ type, inputs }: SimulatedResource): boolean {
  return type === "kubernetes:core/v1:Service" && inputs["spec"]?.["type"] === "LoadBalancer";
}

export function serviceFaults({ spec }: Service): string[] {
  const ports = spec?.ports ?? [];
  const names = ports.flatMap(({ name }) => (name === undefined ? [] : [name]));
  // Neither listens on an address of its own.
  const portless = spec?.type === "ExternalName" || spec?.clusterIP === "None";
  return [
    ...faultsOf(
      [ports.length === 0 && !portless, "a Service has at least one port"],
      [ports.length > 1 && names.length < ports.length, "with several ports, each needs a name"],
    ),
    ...portFaults(
      ports.map(({ port }) => port),
      "the port",
    ),
    ...portFaults(
      ports.map(({ targetPort }) => targetPort),
      "the targetPort",
    ),
    ...repeated(names).map((name) => `two ports have the name ${name}`),
    ...repeated(ports.map(({ port, protocol = "TCP" }) => `${port} (${protocol})`)).map(
      (port) => `two ports have the number ${port}`,
    ),
  ];
}
