import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The seam between a target's cluster and what is the same on every target. */
export interface Cluster extends pulumi.ComponentResource {
  /** The administrator's kubeconfig, YAML. Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Kubernetes provider for this cluster and no other. */
  readonly provider: kubernetes.Provider;
  /** The resource that, once deleted, has taken everything on the cluster with it: for `deletedWith`. */
  readonly lifetime: pulumi.Resource;
}
