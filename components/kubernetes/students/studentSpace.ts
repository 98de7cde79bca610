import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Student } from "../../../config/students";
import { registryAnnotation, studentLabel } from "../../../facts/labels";
import type { Cluster, Registry } from "../../target";
import { labName } from "../../kubeconfig";
import { type NamespacedMetadata, clusterOptions, securedNamespace } from "../objects";
import { studentKubeconfig } from "./kubeconfig";
import { type SpaceQuota, limitsSpec, noNeighbours, noPriority, quotaSpec, reservedAnnotations } from "./limits";
import { egressSpec } from "./network";
import { studentRules } from "./role";

export interface StudentSpaceArgs {
  cluster: Cluster;
  registry?: Registry | undefined;
  student: Student;
  /** What the space may hold. */
  quota: SpaceQuota;
  /** Namespace of the students' accounts, in which students have no rights. */
  accounts: pulumi.Input<string>;
  /** Policies that must hold before a space exists, and as long as it does. */
  policies: pulumi.Resource[];
}

/**
 * One student's space on the cluster: a namespace in which they may do what the exercises need and cannot affect anybody
 * else, and the kubeconfig for it.
 */
export class StudentSpace extends pulumi.ComponentResource {
  /** The student's own kubeconfig, YAML. Secret. Its token is valid as long as the space exists. */
  readonly kubeconfig: pulumi.Output<string>;

  constructor(name: string, args: StudentSpaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:StudentSpace", name, {}, opts);

    const { student, cluster } = args;
    const clusterOpts = clusterOptions(cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, studentNamespace(student), {
      ...clusterOpts,
      dependsOn: args.policies,
    });
    const namespaceName = namespace.metadata.name;
    const metadata = { name: "student", namespace: namespaceName, labels: labelsOf(student) };

    createBounds(name, args, metadata, clusterOpts);
    const account = createAccount(name, args, metadata, clusterOpts);
    const token = createToken(`${name}-token`, account, clusterOpts);

    const lab = labName();
    this.kubeconfig = pulumi.secret(
      pulumi
        .all([cluster.server, namespaceName, token.data])
        .apply(([server, namespace, data]) => studentKubeconfig({ lab, server, namespace, user: student.label, data })),
    );
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}

function labelsOf({ label }: Student): Record<string, string> {
  return { "app.kubernetes.io/part-of": "container-lab", [studentLabel]: label };
}

/**
 * Baseline keeps pods off the node itself: no privileges, no files, network or ports of the host. Restricted would refuse
 * nginx and most other images of a first lesson, which run as root.
 */
function studentNamespace(student: Student) {
  const { metadata } = securedNamespace(`student-${student.label}`, "baseline");
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...labelsOf(student) },
      annotations: { "container-lab/name": student.name },
    },
  };
}

/** Quotas, limits and network policy. */
function createBounds(
  name: string,
  { quota, cluster, registry }: StudentSpaceArgs,
  metadata: NamespacedMetadata,
  clusterOpts: pulumi.CustomResourceOptions,
): void {
  const { ResourceQuota, LimitRange } = kubernetes.core.v1;
  const named = (name: string) => ({ ...metadata, name });
  // Each student may read the quota, and change nothing of it.
  const annotations = { ...reservedAnnotations(quota), ...(registry && { [registryAnnotation]: registry.server }) };
  new ResourceQuota(`${name}-quota`, { metadata: { ...metadata, annotations }, spec: quotaSpec(quota) }, clusterOpts);
  new ResourceQuota(`${name}-priority`, { metadata: named("no-priority"), spec: noPriority }, clusterOpts);
  new ResourceQuota(
    `${name}-affinity`,
    { metadata: named("no-cross-namespace-affinity"), spec: noNeighbours },
    clusterOpts,
  );
  new LimitRange(`${name}-limits`, { metadata, spec: limitsSpec(quota) }, clusterOpts);
  new kubernetes.networking.v1.NetworkPolicy(
    `${name}-policy`,
    { metadata, spec: egressSpec(cluster.podAndServiceCidrs) },
    clusterOpts,
  );
}

/** The student's service account, with rights in the student's namespace. The account itself is outside of it. */
function createAccount(
  name: string,
  { student, accounts }: StudentSpaceArgs,
  metadata: NamespacedMetadata,
  clusterOpts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.ServiceAccount {
  const { Role, RoleBinding } = kubernetes.rbac.v1;
  const account = new kubernetes.core.v1.ServiceAccount(
    `${name}-account`,
    {
      metadata: { name: student.label, namespace: accounts, labels: metadata.labels },
      automountServiceAccountToken: false,
    },
    clusterOpts,
  );
  const role = new Role(`${name}-role`, { metadata, rules: studentRules }, clusterOpts);
  new RoleBinding(
    `${name}-role`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace: account.metadata.namespace }],
    },
    clusterOpts,
  );
  return account;
}

/**
 * A token that lasts as long as its Secret. The cluster fills the Secret in, and the provider waits for it
 * (pulumi-kubernetes, `untilCoreV1SecretInitialized`).
 */
function createToken(
  name: string,
  account: kubernetes.core.v1.ServiceAccount,
  clusterOpts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Secret {
  const { name: accountName, namespace, labels } = account.metadata;
  return new kubernetes.core.v1.Secret(
    name,
    {
      metadata: {
        name: accountName,
        namespace,
        labels,
        annotations: { "kubernetes.io/service-account.name": accountName },
      },
      type: "kubernetes.io/service-account-token",
    },
    clusterOpts,
  );
}
