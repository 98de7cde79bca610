import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../../../config";
import { type Student, studentsIn } from "../../../config/students";
import type { Cluster, Registry } from "../../target";
import { clusterOptions, securedNamespace } from "../objects";
import { createAdmissionPolicies } from "./admission";
import type { SpaceQuota } from "./limits";
import { classRules } from "./role";
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
  /** @default the lab has none */
  registry?: Registry | undefined;
  /** Each gets a space. */
  students: readonly Student[];
  /** What each space may hold. */
  quota: SpaceQuota;
}

/**
 * The spaces of a class, and what they share: a namespace for the students' accounts, their rights outside of their spaces, and
 * policies for what is in a space.
 */
export class Classroom extends pulumi.ComponentResource {
  /** Each student's kubeconfig, YAML, by the student's label. Secret. */
  readonly kubeconfigs: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ClassroomArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Classroom", name, {}, opts);

    const { students, ...shared } = args;
    const clusterOpts = clusterOptions(args.cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("students", "restricted"), clusterOpts);
    const accounts = namespace.metadata.name;
    createClassRole(name, accounts, clusterOpts);
    const policies = createAdmissionPolicies(name, args.cluster, clusterOpts);
    const spaces = students.map(
      (student) => new StudentSpace(student.label, { ...shared, student, accounts, policies }, { parent: this }),
    );

    const kubeconfigs = spaces.map(({ kubeconfig }, index) => [students[index]!.label, kubeconfig] as const);
    this.kubeconfigs = pulumi.secret(pulumi.all(Object.fromEntries(kubeconfigs)));
    this.registerOutputs({ kubeconfigs: this.kubeconfigs });
  }
}

/** The class of a stack; `undefined` without students. */
export function createClassroom(
  settings: ClassroomSettings,
  place: Pick<ClassroomArgs, "cluster" | "registry">,
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
  return new Classroom("students", { ...place, students, quota }, opts);
}

/** What every student may do outside of their space. */
function createClassRole(
  name: string,
  accounts: pulumi.Output<string>,
  clusterOpts: pulumi.CustomResourceOptions,
): void {
  const { ClusterRole, ClusterRoleBinding } = kubernetes.rbac.v1;
  const metadata = { name: "lab-students", labels: { "app.kubernetes.io/part-of": "container-lab" } };
  const role = new ClusterRole(`${name}-role`, { metadata, rules: classRules }, clusterOpts);
  new ClusterRoleBinding(
    `${name}-role`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [
        {
          kind: "Group",
          apiGroup: "rbac.authorization.k8s.io",
          name: pulumi.interpolate`system:serviceaccounts:${accounts}`,
        },
      ],
    },
    clusterOpts,
  );
}
