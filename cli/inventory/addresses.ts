import type { SimulatedResource } from "../../simulator";
import type { PodRequests } from "./podRequests";

/** Public addresses that a lab takes of a subscription's limit in its region. */
export interface AddressNeed {
  /** Those of the lab itself. */
  readonly lab: number;
  /** Those of load balancers that students may create. */
  readonly students: number;
}

/** AKS takes one for what its nodes send (Learn, "Use a public standard load balancer in AKS"), and one for each load balancer. */
export function addressesIn(resources: readonly SimulatedResource[], { loadBalancers }: PodRequests): AddressNeed {
  const count = (type: string) => resources.filter((one) => one.type === type).length;
  const clusters = count("azure-native:containerservice:ManagedCluster");
  const own = count("azure-native:network:PublicIPAddress");
  return clusters === 0
    ? { lab: own, students: 0 }
    : { lab: own + clusters + loadBalancers.lab, students: loadBalancers.students };
}
