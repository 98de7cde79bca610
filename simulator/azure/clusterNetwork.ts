import type { containerservice as args } from "@pulumi/azure-native/types/input";
import type { Unwrap } from "@pulumi/pulumi";
import { addressIn, cidrFault, contains, overlaps } from "../../lib/cidr";
import { faultsOf } from "../model";

type NetworkProfile = Unwrap<args.ContainerServiceNetworkProfileArgs>;

/** What AKS would refuse in a cluster's `networkProfile`. */
export function networkFaults(network: NetworkProfile): string[] {
  return [...dataplaneFaults(network), ...rangeFaults(network)];
}

/** A Cilium dataplane enforces policies itself, so networkPolicy may be left out. Cilium policies require that dataplane. */
function dataplaneFaults({ networkDataplane, networkPolicy }: NetworkProfile): string[] {
  const mixed =
    networkDataplane === "cilium" ? ![undefined, "cilium"].includes(networkPolicy) : networkPolicy === "cilium";
  return faultsOf([mixed, "networkDataplane and networkPolicy must both be cilium, or neither"]);
}

function rangeFaults({ podCidr, serviceCidr, dnsServiceIP }: NetworkProfile): string[] {
  const given = { podCidr, serviceCidr, dnsServiceIP: dnsServiceIP && `${dnsServiceIP}/32` } as Record<string, unknown>;
  const malformed = Object.entries(given)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .flatMap(([key, cidr]) => {
      const fault = cidrFault(cidr);
      return fault === undefined ? [] : [`${key} ${cidr}: ${fault}`];
    });
  // Without ranges AKS chooses its own, which depend on its version.
  if (malformed.length > 0 || serviceCidr === undefined) return malformed;
  return [
    ...faultsOf([
      podCidr !== undefined && overlaps(podCidr, serviceCidr),
      `podCidr ${podCidr} and serviceCidr ${serviceCidr} overlap`,
    ]),
    ...(dnsServiceIP === undefined ? [] : dnsFaults(dnsServiceIP, serviceCidr)),
  ];
}

function dnsFaults(dnsServiceIP: string, serviceCidr: string): string[] {
  return faultsOf(
    [
      !contains(serviceCidr, `${dnsServiceIP}/32`),
      `dnsServiceIP ${dnsServiceIP} lies outside serviceCidr ${serviceCidr}`,
    ],
    [
      dnsServiceIP === addressIn(serviceCidr, 1),
      `dnsServiceIP ${dnsServiceIP} is the first address of serviceCidr ${serviceCidr}, which is the API server's`,
    ],
  );
}
