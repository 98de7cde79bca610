import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../../../config";
import { type Student, studentsIn } from "../../../config/students";
import { studentLabel } from "../../../facts/labels";
import type { Cluster } from "../../target";
import { clusterOptions, securedNamespace } from "../objects";
import type { SpaceQuota } from "./limits";
import { servicePolicy } from "./servicePolicy";
import { StudentSpace } from "./studentSpace";

/** What the stack's configuration says of the students; each is described there. */
export type ClassroomSettings = Pick<
  LabConfig,
  | "students"
  | "studentsFile"
  | "studentCpu"
  | "studentMemory"
  | "studentPods"
  | "studentServices"
  | "studentLoadBalancers"
  | "studentVolumes"
>;

export interface ClassroomArgs {
  cluster: Cluster;
  /** Each gets a space. */
  students: readonly Student[];
  /** What each space may hold. */
  quota: SpaceQuota;
}

/**
 * The spaces of a class, and what they share: a namespace for the students' accounts, and a policy for their Services.
 */
export class Classroom extends pulumi.ComponentResource {
  /** Each student's kubeconfig, YAML, by the student's label. Secret. */
  readonly kubeconfigs: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ClassroomArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Classroom", name, {}, opts);

    const { students, ...shared } = args;
    const clusterOpts = clusterOptions(args.cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("students", "restricted"), clusterOpts);
    createServicePolicy(`${name}-services`, clusterOpts);
    const accounts = namespace.metadata.name;
    const spaces = students.map(
      (student) => new StudentSpace(student.label, { ...shared, student, accounts }, { parent: this }),
    );

    const kubeconfigs = spaces.map(({ kubeconfig }, index) => [students[index]!.label, kubeconfig] as const);
    this.kubeconfigs = pulumi.secret(pulumi.all(Object.fromEntries(kubeconfigs)));
    this.registerOutputs({ kubeconfigs: this.kubeconfigs });
  }
}

/** The class of a stack; `undefined` without students. */
export function createClassroom(
  settings: ClassroomSettings,
  cluster: Cluster,
  opts: pulumi.ComponentResourceOptions,
): Classroom | undefined {
  const students = studentsIn(settings);
  if (students.length === 0) return undefined;
  const quota = {
    milliCpu: settings.studentCpu,
    mebibytes: settings.studentMemory,
    pods: settings.studentPods,
    services: settings.studentServices,
    loadBalancers: settings.studentLoadBalancers,
    volumes: settings.studentVolumes,
  };
  return new Classroom("students", { cluster, students, quota }, opts);
}

/** The API server refuses Services that break the policy, in every namespace with a student's label. */
function createServicePolicy(name: string, clusterOpts: pulumi.CustomResourceOptions): void {
  const admission = kubernetes.admissionregistration.v1;
  const metadata = { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } };
  const policy = new admission.ValidatingAdmissionPolicy(name, { metadata, spec: servicePolicy }, clusterOpts);
  new admission.ValidatingAdmissionPolicyBinding(
    name,
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
