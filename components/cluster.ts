import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The seam between a target's cluster and what is the same on every target. */
export interface Cluster extends pulumi.ComponentResource {
  /** The administrator's kubeconfig, YAML. Secret. `undefined` for a cluster that the lab did not make. */
  readonly kubeconfig: pulumi.Output<string> | undefined;
  /** The API server's URL, as people reach it. */
  readonly server: pulumi.Output<string>;
  /** Kubernetes provider for this cluster and no other. */
  readonly provider: kubernetes.Provider;
  /**
   * The resource that, once deleted, has taken everything on the cluster with it: for `deletedWith`. `undefined` for a
   * cluster that outlives the lab.
   */
  readonly lifetime: pulumi.Resource | undefined;
  /** Ranges of pods and Services, in CIDR form, as far as they are known. */
  readonly ranges: readonly string[];
  /** What must be there before a pod of the lab's image can start, and be spread as it should. */
  readonly podsNeed: pulumi.Resource[];
  /** Annotations for Services of type LoadBalancer, if the cluster wants any. */
  readonly loadBalancerAnnotations: Record<string, string>;
  /** Where such a Service, on port 80, answers. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string>;
}
