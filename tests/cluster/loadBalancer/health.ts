import { loadBalancerProbe } from "../../../facts/azure/loadBalancer";

/** What a probe found: `silent` is no answer in time. */
export type Finding = "well" | "refused" | "silent";

/**
 * Whether a node may have visitors, as Azure's load balancer judges it: an answer other than 200 takes a node out at once, silence
 * after two probes, and an answer of 200 takes it in again.
 */
export class Health {
  private silent = 0;
  /** A new node is in, so that a load can begin at once. */
  isUp = true;

  found(finding: Finding): void {
    this.silent = finding === "silent" ? this.silent + 1 : 0;
    if (finding === "well") this.isUp = true;
    else if (finding === "refused" || this.silent >= loadBalancerProbe.silentProbes) this.isUp = false;
  }
}
