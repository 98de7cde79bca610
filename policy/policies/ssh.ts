import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isAzureType } from "./azureType";

const sshPort = 22;

/** A rule of a network security group, as azure-native takes it. */
interface SecurityRule {
  readonly name?: string;
  readonly direction?: string;
  readonly access?: string;
  readonly protocol?: string;
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: readonly string[];
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

/** A Service of Kubernetes. */
interface ServiceSpec {
  readonly type?: string;
  readonly ports?: readonly { readonly port?: number }[];
  readonly loadBalancerSourceRanges?: readonly string[];
}

export const sshNotOpen: ResourceValidationPolicy = {
  name: "ssh-not-open",
  description: "SSH is not open to the world: every public address is tried within minutes.",
  validateResource({ type, name, props }, reportViolation) {
    for (const rule of rulesOf(type, name, props).filter(opensSsh)) {
      reportViolation(
        `The rule ${rule.name} opens port ${sshPort} to everybody. Name a range of your own, as sshFrom does.`,
      );
    }
    if (type === "kubernetes:core/v1:Service" && publishesSsh(props["spec"] as ServiceSpec)) {
      reportViolation(
        `The Service has port ${sshPort} for everybody. Name your own range in loadBalancerSourceRanges.`,
      );
    }
  },
};

function rulesOf(type: string, name: string, props: Readonly<Record<string, unknown>>): readonly SecurityRule[] {
  if (isAzureType(type, "network", "SecurityRule")) return [{ name, ...props }];
  if (!isAzureType(type, "network", "NetworkSecurityGroup")) return [];
  return (props["securityRules"] ?? []) as readonly SecurityRule[];
}

function opensSsh(rule: SecurityRule): boolean {
  const { direction, access, protocol = "*", sourceAddressPrefix, sourceAddressPrefixes = [] } = rule;
  const ports = [rule.destinationPortRange ?? [], rule.destinationPortRanges ?? []].flat();
  const sources = [sourceAddressPrefix ?? [], sourceAddressPrefixes].flat();
  return (
    isSame(direction, "Inbound") &&
    isSame(access, "Allow") &&
    (protocol === "*" || isSame(protocol, "Tcp")) &&
    ports.some(includesSsh) &&
    sources.some(isEverybody)
  );
}

function publishesSsh({ type, ports = [], loadBalancerSourceRanges = [] }: ServiceSpec): boolean {
  if (type !== "LoadBalancer" || !ports.some(({ port }) => port === sshPort)) return false;
  return loadBalancerSourceRanges.length === 0 || loadBalancerSourceRanges.some(isEverybody);
}

/** Azure compares such words without regard to case. */
function isSame(word: string | undefined, other: string): boolean {
  return word?.toLowerCase() === other.toLowerCase();
}

/** @param range `*`, a port, or `from-to` */
function includesSsh(range: string): boolean {
  const [from = "", to = from] = range.split("-");
  return range === "*" || (Number(from) <= sshPort && sshPort <= Number(to));
}

/** Whether a source is the Internet, or so large a part of it that a few such ranges are all of it. */
function isEverybody(source: string): boolean {
  const [address = "", length] = source.split("/");
  if (["*", "any", "internet"].includes(source.toLowerCase())) return true;
  return length !== undefined && Number(length) < (address.includes(":") ? 16 : 8);
}
