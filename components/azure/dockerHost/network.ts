import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type LabGroup, commonInputs } from "../labGroup";
import { webPorts } from "./addresses";

/** What the stack's configuration says of the host's network; each is described there. */
export interface HostNetworkSettings {
  hostCidr: string;
  sshFrom: string | undefined;
  webFrom: readonly string[];
}

export interface HostNetworkArgs extends LabGroup {
  settings: HostNetworkSettings;
}

/** Standard addresses are static. Without one, a machine has no way out to the Internet either. */
export function createPublicIp(name: string, group: LabGroup, opts: pulumi.CustomResourceOptions) {
  const id = new random.RandomId(`${name}-dns`, { byteLength: 4 }, opts);
  return new network.PublicIPAddress(
    `${name}-ip`,
    {
      ...commonInputs(group),
      sku: { name: network.PublicIPAddressSkuName.Standard },
      publicIPAllocationMethod: network.IPAllocationMethod.Static,
      // A DNS label must be free in its whole region.
      dnsSettings: { domainNameLabel: pulumi.interpolate`lab-${id.hex}` },
    },
    opts,
  );
}

/** The interface with a public address, in a network of its own with the host's rules. */
export function createNetworkInterface(
  name: string,
  args: HostNetworkArgs,
  publicIp: network.PublicIPAddress,
  opts: pulumi.CustomResourceOptions,
) {
  const subnet = createSubnet(name, args, opts);
  return new network.NetworkInterface(
    `${name}-nic`,
    {
      ...commonInputs(args),
      ipConfigurations: [{ name: "host", subnet: { id: subnet }, publicIPAddress: { id: publicIp.id } }],
    },
    // An interface cannot move to another network. A new one needs the public address that the old one has.
    { ...opts, replaceOnChanges: ["ipConfigurations[0].subnet.id"], deleteBeforeReplace: true },
  );
}

const subnetName = "host";

/** @returns its id */
function createSubnet(name: string, args: HostNetworkArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const { hostCidr } = args.settings;
  const rules = new network.NetworkSecurityGroup(
    `${name}-nsg`,
    { ...commonInputs(args), securityRules: securityRules(args.settings) },
    opts,
  );
  const virtualNetwork = new network.VirtualNetwork(
    `${name}-network`,
    {
      ...commonInputs(args),
      addressSpace: { addressPrefixes: [hostCidr] },
      subnets: [{ name: subnetName, addressPrefix: hostCidr, networkSecurityGroup: { id: rules.id } }],
    },
    // Azure does not take a range away from a network that is in use.
    { ...opts, replaceOnChanges: ["addressSpace.addressPrefixes[0]", "subnets[0].addressPrefix"] },
  );
  // Formed from the network's id, which a preview knows: of a network that is about to change, it does not know `subnets`.
  return pulumi.interpolate`${virtualNetwork.id}/subnets/${subnetName}`;
}

/** The web ports for `webFrom`, SSH for `sshFrom`. Azure's own rules behind these close the rest. */
export function securityRules({ webFrom, sshFrom }: Pick<HostNetworkSettings, "webFrom" | "sshFrom">) {
  const inbound = (name: string, priority: number, port: number, from: readonly string[]) => ({
    name,
    priority,
    direction: network.SecurityRuleDirection.Inbound,
    access: network.SecurityRuleAccess.Allow,
    protocol: network.SecurityRuleProtocol.Tcp,
    ...(from.length === 1 ? { sourceAddressPrefix: from[0]! } : { sourceAddressPrefixes: [...from] }),
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: String(port),
  });
  const visitors = webFrom.length === 0 ? ["Internet"] : webFrom;
  return [
    ...Object.entries(webPorts).map(([name, port], index) => inbound(name, 100 + 10 * index, port, visitors)),
    ...(sshFrom === undefined ? [] : [inbound("ssh", 200, 22, [sshFrom])]),
  ];
}
