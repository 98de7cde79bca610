/** What is looked at, as far as the checks read it: Kubernetes' and Docker's own forms. */

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generation?: number;
  readonly managedFields?: readonly { readonly time?: string; readonly subresource?: string }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode: number };
}

export interface Pod {
  readonly metadata: Metadata;
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly {
      readonly image: string;
      readonly ready: boolean;
      readonly state?: ContainerState;
      readonly lastState?: ContainerState;
    }[];
  };
}

export interface Deployment {
  readonly metadata: Metadata;
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template: { readonly spec: Pod["spec"] };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface Service {
  readonly metadata: Metadata;
  readonly spec: {
    readonly type?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[];
  };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

export interface EndpointSlice {
  readonly metadata: Metadata;
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

export interface Event {
  readonly metadata: Metadata;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

export interface ConfigMap {
  readonly metadata: Metadata;
  readonly data?: Readonly<Record<string, string>>;
}

/** A quota: what the lab has noted on it, and how much of it is used. */
export interface Quota {
  readonly metadata: Metadata;
  readonly status?: {
    readonly hard?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
  };
}

/** A student's space. */
export interface Space {
  /** When it was looked at, in milliseconds since 1970. */
  readonly seenAt: number;
  readonly pods: readonly Pod[];
  readonly deployments: readonly Deployment[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly events: readonly Event[];
  readonly configMaps: readonly ConfigMap[];
  readonly quotas: readonly Quota[];
  /** By the Service's name, whether its load balancer answers; left out where that cannot be known from here. */
  readonly answers: Readonly<Record<string, boolean>>;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  readonly exitCode: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of this machine. */
  readonly ports: readonly number[];
}

/** Somebody's own Docker. */
export interface OwnDocker {
  readonly containers: readonly Container[];
  /** References of the images, `nginx:1.29` in full. */
  readonly images: readonly string[];
  /** Names of containers that were removed not long ago. */
  readonly removed: readonly string[];
  /** HTTP status by port of this machine; left out where nothing answers. */
  readonly answers: Readonly<Record<number, number>>;
}

/** What came of a login to the registry. */
export type Login = "none" | "refused" | "accepted";

/** The student's part of the registry. */
export interface OwnRegistry {
  readonly login: Login;
  /** Tags by repository. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** All that could be seen; what is left out cannot be seen from here. */
export interface Observed {
  readonly space?: Space;
  readonly nodeCount?: number;
  readonly docker?: OwnDocker;
  readonly registry?: OwnRegistry;
  /** What the student's own machine is logged in with. */
  readonly login?: Login;
}
