/** Objects of one kind, as the API server lists them. */
export interface Kind {
  readonly kind: string;
  /** Group and version in a path: `api/v1`, `apis/apps/v1`. */
  readonly api: string;
  readonly resource: string;
}

/** An object in a student's space, as far as its removal needs it. */
export interface SpaceObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly deletionGracePeriodSeconds?: number;
    readonly finalizers?: readonly string[];
    readonly resourceVersion?: string;
  };
  readonly spec?: { readonly nodeName?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly object[] } };
}

const kind = (kind: string, api: string, resource = `${kind.toLowerCase()}s`): Kind => ({ kind, api, resource });

/**
 * What a student can create in a space, and what controllers create for it there. Owners come before what they own, so that a
 * space in which one look finds nothing is empty. Quotas, limits, roles and policies are not among them.
 */
export const studentKinds: readonly Kind[] = [
  kind("HorizontalPodAutoscaler", "apis/autoscaling/v2"),
  kind("CronJob", "apis/batch/v1"),
  kind("Job", "apis/batch/v1"),
  kind("Deployment", "apis/apps/v1"),
  kind("StatefulSet", "apis/apps/v1"),
  kind("ReplicaSet", "apis/apps/v1"),
  kind("ControllerRevision", "apis/apps/v1"),
  kind("Service", "api/v1"),
  kind("Pod", "api/v1"),
  kind("PersistentVolumeClaim", "api/v1"),
  kind("ConfigMap", "api/v1"),
  kind("Secret", "api/v1"),
];

/** Kubernetes creates this ConfigMap in every namespace, and creates it again at once. */
export const builtInConfigMap = "kube-root-ca.crt";
