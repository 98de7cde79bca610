import type * as network from "@pulumi/azure-native/network";
import type { network as args } from "@pulumi/azure-native/types/input";
import type { Unwrap } from "@pulumi/pulumi";
import { cidrFault, contains, overlaps } from "../../lib/cidr";
import { type ResourceModel, faultsOf, repeated, repeatedNames } from "../model";
import { armResource } from "./arm";

/** Most network resources share one rule for their names. */
const nameRule = /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,78}[a-zA-Z0-9_])?$/;

/** From a range reserved for documentation (RFC 5737), so nobody has it. */
const publicAddress = "203.0.113.10";

export const networkModels: Record<string, ResourceModel> = {
  "azure-native:network:PublicIPAddress": armResource<network.PublicIPAddressArgs>({
    type: "Microsoft.Network/publicIPAddresses",
    nameProperty: "publicIpAddressName",
    nameRule,
    outputs: ({ inputs }) => ({
      ipAddress: publicAddress,
      ...(inputs.dnsSettings && { dnsSettings: { ...inputs.dnsSettings, fqdn: fqdn(inputs) } }),
    }),
    check: publicIpFaults,
  }),
  "azure-native:network:NetworkSecurityGroup": armResource<network.NetworkSecurityGroupArgs>({
    type: "Microsoft.Network/networkSecurityGroups",
    nameProperty: "networkSecurityGroupName",
    nameRule,
    check: ({ securityRules }) => ruleFaults(securityRules ?? []),
  }),
  "azure-native:network:VirtualNetwork": armResource<network.VirtualNetworkArgs>({
    type: "Microsoft.Network/virtualNetworks",
    nameProperty: "virtualNetworkName",
    nameRule: /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,62}[a-zA-Z0-9_])$/,
    outputs: ({ id, inputs }) => ({
      subnets: (inputs.subnets ?? []).map((subnet) => ({ ...subnet, id: `${id}/subnets/${subnet.name}` })),
    }),
    check: virtualNetworkFaults,
  }),
  "azure-native:network:NetworkInterface": armResource<network.NetworkInterfaceArgs>({
    type: "Microsoft.Network/networkInterfaces",
    nameProperty: "networkInterfaceName",
    nameRule,
  }),
};

function fqdn({ dnsSettings, location }: Unwrap<network.PublicIPAddressArgs>): string {
  return `${dnsSettings?.domainNameLabel}.${location}.cloudapp.azure.com`;
}

function publicIpFaults({ sku, publicIPAllocationMethod, dnsSettings }: Unwrap<network.PublicIPAddressArgs>): string[] {
  const label = dnsSettings?.domainNameLabel ?? "valid-label";
  return faultsOf(
    [sku?.name === "Standard" && publicIPAllocationMethod !== "Static", "a Standard address must be Static"],
    [
      !/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(label),
      `the DNS label ${JSON.stringify(label)} is not 3 to 63 lower-case letters, digits and hyphens, a letter first`,
    ],
  );
}

function ruleFaults(rules: readonly Unwrap<args.SecurityRuleArgs>[]): string[] {
  const names = rules.map(({ name }) => String(name));
  const slots = rules.map(({ priority, direction }) => `priority ${priority} (${direction})`);
  return [
    ...repeatedNames(names).map((name) => `two security rules have the name ${name}`),
    ...repeated(slots).map((shared) => `two security rules have the same ${shared}`),
    ...rules
      .filter(({ priority = 0 }) => !Number.isInteger(priority) || priority < 100 || priority > 4096)
      .map(
        ({ name, priority }) =>
          `the priority ${priority} of security rule ${name} is not a whole number from 100 to 4096`,
      ),
  ];
}

/** A subnet's range. */
interface Placed {
  readonly name: string;
  readonly cidr: string;
}

function virtualNetworkFaults({ addressSpace, subnets = [] }: Unwrap<network.VirtualNetworkArgs>): string[] {
  const ranges = ipv4Ranges(addressSpace?.addressPrefixes ?? []);
  const placed = subnets.flatMap(({ name, addressPrefix, addressPrefixes = [addressPrefix] }) =>
    ipv4Ranges(addressPrefixes).map((cidr) => ({ name: String(name), cidr })),
  );
  const malformed = [
    ...ranges.flatMap((cidr) => rangeFault("the network", cidr)),
    ...placed.flatMap(({ name, cidr }) => rangeFault(`subnet ${name}`, cidr)),
  ];
  return [
    ...(malformed.length > 0 ? malformed : placementFaults(ranges, placed)),
    ...repeatedNames(subnets.map(({ name }) => String(name))).map((name) => `two subnets have the name ${name}`),
  ];
}

/** Azure also accepts IPv6 ranges. The lab has none, so they are not checked. */
function ipv4Ranges(ranges: readonly unknown[]): string[] {
  return ranges.map(String).filter((range) => !range.includes(":"));
}

function rangeFault(owner: string, cidr: string): string[] {
  const fault = cidrFault(cidr);
  return fault === undefined ? [] : [`${owner} has the range ${cidr}: ${fault}`];
}

function placementFaults(ranges: readonly string[], placed: readonly Placed[]): string[] {
  return [
    ...placed
      .filter(({ cidr }) => !ranges.some((range) => contains(range, cidr)))
      .map(({ name, cidr }) => `subnet ${name} (${cidr}) lies outside its network (${ranges.join(", ")})`),
    ...placed.flatMap((subnet, index) =>
      placed
        .slice(0, index)
        .filter((other) => overlaps(subnet.cidr, other.cidr))
        .map((other) => `subnets ${other.name} and ${subnet.name} overlap`),
    ),
  ];
}
