import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Student } from "../../../config/students";
import type { Cluster } from "../../target";
import { clusterOptions, securedNamespace } from "../objects";
import { studentLabel } from "../../../facts/labels";
import { StudentSpace } from "./studentSpace";
import type { SpaceQuota } from "./limits";

export interface ClassroomArgs {
  cluster: Cluster;
  /** Who gets a space, one each. */
  students: readonly Student[];
  /** What each space may hold. */
  quota: SpaceQuota;
}

/** The spaces of a class, and what they share: a namespace for their accounts, and what no Service of theirs may take. */
export class Classroom extends pulumi.ComponentResource {
  /** Each student's kubeconfig, YAML, by the student's label. Secret. */
  readonly kubeconfigs: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ClassroomArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Classroom", name, {}, opts);

    const { students, ...shared } = args;
    const clusterOpts = clusterOptions(args.cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("students", "restricted"), clusterOpts);
    this.keepAddresses(name, clusterOpts);
    const accounts = namespace.metadata.name;
    const spaces = students.map(
      (student) => new StudentSpace(student.label, { ...shared, student, accounts }, { parent: this }),
    );

    const kubeconfigs = spaces.map(({ kubeconfig }, index) => [students[index]!.label, kubeconfig] as const);
    this.kubeconfigs = pulumi.secret(pulumi.all(Object.fromEntries(kubeconfigs)));
    this.registerOutputs({ kubeconfigs: this.kubeconfigs });
  }

  /** A Service that picks its address, or a node's port, could draw everybody's traffic to itself (CVE-2020-8554). */
  private keepAddresses(name: string, clusterOpts: pulumi.CustomResourceOptions): void {
    const admission = kubernetes.admissionregistration.v1;
    const metadata = { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } };
    const policy = new admission.ValidatingAdmissionPolicy(
      `${name}-services`,
      { metadata, spec: noOthersTraffic },
      clusterOpts,
    );
    new admission.ValidatingAdmissionPolicyBinding(
      `${name}-services`,
      {
        metadata,
        spec: {
          policyName: policy.metadata.name,
          validationActions: ["Deny"],
          matchResources: { namespaceSelector: { matchExpressions: [{ key: studentLabel, operator: "Exists" }] } },
        },
      },
      clusterOpts,
    );
  }
}

/**
 * Ports on which the parts of a node listen: etcd, API server, the pods' network and kubelet (docs.k3s.io, "Requirements";
 * kubernetes.io, "Ports and Protocols").
 */
const nodePorts = [
  ...[2379, 2380, 2381, 6443, 6444, 8472],
  ...[10248, 10249, 10250, 10256, 10257, 10258, 10259, 51820, 51821],
];

const noOthersTraffic = {
  failurePolicy: "Fail",
  matchConstraints: {
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["services"] },
    ],
  },
  validations: [
    {
      expression: "!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0",
      message: "a student's Service has no externalIPs",
    },
    {
      expression: "!has(object.spec.loadBalancerIP) || object.spec.loadBalancerIP == ''",
      message: "a student's Service has no loadBalancerIP",
    },
    {
      // The load balancer of k3s takes a Service's ports on every node, and so would take the API server's or the kubelet's.
      expression:
        "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || !has(object.spec.ports) || " +
        `object.spec.ports.all(each, !(each.port in [${nodePorts.join(", ")}]))`,
      message: `a student's load balancer has none of the nodes' own ports (${nodePorts.join(", ")})`,
    },
    {
      // By these, a Service of Azure's could take an address that is somebody else's.
      expression:
        "!has(object.metadata.annotations) || " +
        "!object.metadata.annotations.exists(key, key.startsWith('service.beta.kubernetes.io/azure-'))",
      message: "a student's Service has no annotations for Azure's load balancer",
    },
  ],
};
