import { type AdmissionRules, byStudent, celList, createdOrChangedByStudent, unsetOr } from "./policy";

/**
 * With these Kubernetes keeps what is in use: a claim while a pod has it, a load balancer until its address is given back, and a pod
 * until its Job has counted it. Without them the quota would be free while the thing goes on.
 */
const ofKubernetes = [
  "kubernetes.io/pvc-protection",
  "service.kubernetes.io/load-balancer-cleanup",
  "batch.kubernetes.io/job-tracking",
];

/**
 * Everything that students create, and what controllers create for them from a template: a finalizer keeps an object, and with it
 * its namespace, from being deleted until somebody takes it off. Kubernetes sets two by itself.
 */
export const finalizerRules: AdmissionRules = {
  resources: [
    { group: "", names: ["pods", "services", "configmaps", "secrets", "persistentvolumeclaims"] },
    { group: "apps", names: ["deployments", "statefulsets"] },
    { group: "batch", names: ["jobs", "cronjobs"] },
    { group: "autoscaling", names: ["horizontalpodautoscalers"] },
  ],
  operations: ["CREATE", "UPDATE"],
  when: createdOrChangedByStudent,
  validations: [
    [
      "a student's object has no finalizers",
      unsetOr(
        "object.metadata.finalizers",
        "object.metadata.finalizers.all(one, " +
          "(oldObject != null && has(oldObject.metadata.finalizers) && one in oldObject.metadata.finalizers) || " +
          // The controller of Jobs sets it and takes it off. On a pod of a Job that another is said to manage, nobody would.
          `(!(${byStudent}) && request.resource.resource == 'pods' && one == 'batch.kubernetes.io/job-tracking') || ` +
          "(request.resource.resource == 'persistentvolumeclaims' && one == 'kubernetes.io/pvc-protection'))",
      ),
    ],
    [
      "a student leaves Kubernetes' own finalizers",
      `request.operation == 'CREATE' || !(${byStudent}) || ` +
        unsetOr(
          "oldObject.metadata.finalizers",
          `oldObject.metadata.finalizers.all(one, !(one in ${celList(ofKubernetes)}) || ` +
            "(has(object.metadata.finalizers) && one in object.metadata.finalizers))",
        ),
    ],
  ],
};
