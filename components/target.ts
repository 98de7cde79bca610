import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What the lab stands on: what each target makes of it, behind the two seams. */
export interface Target {
  /** Where the image is pushed to; `undefined` if the lab has no registry. */
  readonly registry: Registry | undefined;
  readonly cluster: Cluster;
  /** What the image is built for; `undefined`: for machines of the same kind as the one that builds. */
  readonly imagePlatform: string | undefined;
  /** The names by which people ask for the cluster. */
  readonly clusterReference: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What somebody needs to push. */
export interface PushCredentials {
  readonly server: pulumi.Output<string>;
  readonly username: pulumi.Output<string>;
  /** Secret. */
  readonly password: pulumi.Output<string>;
}

/** The seam between a target's registry and what is the same on every target. */
export interface Registry {
  /** Host, and port and path if it has them, that image references start with. */
  readonly server: pulumi.Output<string>;
  /** The resource that, once replaced, has lost every image; `undefined` for a registry that the lab did not make. */
  readonly replaceWith: pulumi.Resource | undefined;
  /** Asks for them, so it is called only where something is pushed. `undefined` where Docker signs in by itself, or need not. */
  pushCredentials(): PushCredentials | undefined;
}

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
  readonly deletedWith: pulumi.Resource | undefined;
  /** Ranges of pods and Services, in CIDR form, as far as they are known. */
  readonly podAndServiceCidrs: readonly string[];
  /** What must be there before a pod of the lab's image can start, and be spread as it should. */
  readonly podDependencies: pulumi.Resource[];
  /** Annotations for Services of type LoadBalancer, if the cluster wants any. */
  readonly loadBalancerAnnotations: Record<string, string>;
  /** Where such a Service, on port 80, answers. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string>;
}
