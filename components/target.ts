import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { DockerHostAddresses } from "./azure/dockerHost/addresses";
import type { AppContract } from "./kubernetes/workload/contract";

/** Where the lab runs. What comes after the image does not know which target it has. */
export interface Target {
  /** Where the image is pushed to; `undefined` if the lab has no registry. */
  readonly registry: Registry | undefined;
  readonly cluster: Cluster;
  /** Platform that the image is built for, such as `linux/amd64`; `undefined`: that of the machine that builds. */
  readonly imagePlatform: string | undefined;
  /** The names by which people ask for the cluster. */
  readonly clusterReference: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Creates what this target has besides registry and cluster.
   *
   * @param image Reference of the lab's image.
   * @param contract What the image needs.
   */
  createExtras(image: pulumi.Output<string>, contract: AppContract): TargetExtras;
}

/** Outputs of what a target may have besides registry and cluster. What a lab does not have is left out. */
export interface TargetExtras {
  /** Where IIS answers. */
  readonly iisUrl?: pulumi.Output<string>;
  /** How to reach the Docker host. */
  readonly dockerHost?: pulumi.Output<DockerHostAddresses>;
  /** Password of the administrator of the Docker host's WordPress, who is called lab; secret. */
  readonly wordpressPassword?: pulumi.Output<string>;
  /** The Docker host's generated key, secret; left out if a public key was given. */
  readonly sshPrivateKey?: pulumi.Output<string>;
  /** Azure's id of the registry, if it has tokens for students: their passwords are generated on request, and stored nowhere. */
  readonly registryId?: pulumi.Output<string>;
  /** On Docker: each student's password for the registry, by the student's label; secret. */
  readonly registryPasswords?: pulumi.Output<Record<string, string>>;
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
  /** What image references start with: host, and port and path if it has them. */
  readonly server: pulumi.Output<string>;
  /** The resource that, once replaced, has lost every image; `undefined` for a registry that the lab did not create. */
  readonly replaceWith: pulumi.Resource | undefined;
  /**
   * Signs in, so call it only where something is pushed. `undefined` if Docker signs in by itself, or need not sign in.
   */
  pushCredentials(): PushCredentials | undefined;
}

/** The seam between a target's cluster and what is the same on every target. */
export interface Cluster extends pulumi.ComponentResource {
  /** The administrator's kubeconfig, YAML. Secret. `undefined` for a cluster that the lab did not create. */
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
  /** What must exist before a pod of the lab's image can start and be spread over the nodes. */
  readonly podDependencies: pulumi.Resource[];
  /** Annotations for Services of type LoadBalancer; empty if the cluster needs none. */
  readonly loadBalancerAnnotations: Record<string, string>;
  /**
   * How nodes pass the visitors of the lab's app on. `Local`, to their own pods only, is for load balancers that probe each node: a
   * lost node's share of visitors then fails until the probes notice, not until Kubernetes does.
   */
  readonly trafficPolicy: "Cluster" | "Local";
  /** Seconds that a pod goes on serving after it is asked to stop: until nobody sends visitors there any more. */
  readonly drainSeconds: number;
  /** IPv4 ranges from which the lab's own load balancers accept visitors, in CIDR form; empty for everybody. */
  readonly visitorCidrs: readonly string[];
  /** Ports that only one load balancer of the cluster can have, and the lab's app has: another one would wait for ever. */
  readonly takenLoadBalancerPorts: readonly number[];
  /** Storage classes for a claim that names none, by all their names; `undefined` if they are not known. */
  readonly storageClasses: readonly string[] | undefined;
  /** URL at which such a Service, on port 80, answers. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string>;
}
