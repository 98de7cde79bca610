import { overlaps } from "../../../lib/cidr";
import type { HostFacts } from "./preflight";
import type { LocalRequirements } from "./requirements";
import { setting } from "./setting";

/** Whom the lab's network would be in the way of: other networks on Docker, this machine's own, and those that a VPN leads to. */
export function subnetFaults(
  { subnet, networks }: LocalRequirements,
  { engine, addresses, routes }: HostFacts,
): string[] {
  if (subnet === undefined) return [];
  const others = engine.networks.filter(({ name }) => !networks.includes(name));
  const other = others.find(({ subnets }) => subnets.some((range) => isRange(range) && overlaps(range, subnet)));
  // Once the lab's network is there, one of the addresses is its own.
  const isThere = engine.networks.some(({ name }) => networks.includes(name));
  const address = isThere ? undefined : addresses.find((range) => overlaps(range, subnet));
  const route = isThere ? undefined : routes.find(({ range }) => overlaps(range, subnet));
  const whose = other
    ? `Docker's network ${other.name}`
    : address !== undefined
      ? `this machine's address ${address}`
      : route && `this machine's route to ${route.range} by ${route.by}, perhaps that of a VPN`;
  if (whose === undefined) return [];
  const used = [...engine.networks.flatMap(({ subnets }) => subnets.filter(isRange)), ...addresses];
  const free = freeRange([...used, ...routes.map(({ range }) => range)]);
  return [
    `The range ${subnet} of the lab's network overlaps that of ${whose}. Take another one: ` +
      setting("networkCidr", free ?? "RANGE"),
  ];
}

/** A VPN may have all of 10.0.0.0/8. */
function freeRange(taken: readonly string[]): string | undefined {
  const candidates = [
    ...Array.from({ length: 100 }, (_, index) => `10.${index + 150}.0.0/24`),
    ...Array.from({ length: 12 }, (_, index) => `172.${index + 20}.0.0/24`),
    ...Array.from({ length: 100 }, (_, index) => `192.168.${index + 150}.0/24`),
  ];
  return candidates.find((range) => !taken.some((one) => overlaps(one, range)));
}

function isRange(range: string): boolean {
  return /^\d+(\.\d+){3}\/\d+$/.test(range);
}
