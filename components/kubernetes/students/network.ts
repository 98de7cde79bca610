import { azurePlatformAddress } from "../../../facts/azure/networks";
import { nonPublicRanges } from "../../../facts/networks";
import { contains } from "../../../lib/cidr";
import { clusterDns } from "../objects";

/** Closed to students' pods on every cluster. */
const closedRanges = [...nonPublicRanges, azurePlatformAddress];

/**
 * What pods of a space may connect to: one another, the cluster's DNS, and the Internet. So pods of two students never meet,
 * by address, by Service, by node port or by load balancer: policies are enforced where a connection ends up.
 *
 * What comes in is not restricted, so this is a policy for one direction only. It could not be restricted, because an address does
 * not say who sent it: load balancers pass visitors on under the nodes' addresses, and Cilium, which AKS has, never matches a node by a range (docs.cilium.io, "Caveats"; Learn, "Azure CNI
 * Powered by Cilium"). A rule that excluded the pods' range would exclude most visitors on AKS.
 *
 * AKS's DNS cache on each node (LocalDNS) would need one more rule; clusters with policies do not get it (Azure/AKS,
 * CHANGELOG.md).
 *
 * @param clusterRanges Ranges of pods, Services and nodes, in CIDR form.
 */
export function egressSpec(clusterRanges: readonly string[]) {
  const own = clusterRanges.filter((range) => !closedRanges.some((closed) => contains(closed, range)));
  return {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      { to: [{ podSelector: {} }] },
      clusterDns,
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...closedRanges, ...own] } }] },
    ],
  };
}
