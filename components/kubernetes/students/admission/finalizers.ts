import { type AdmissionRules, byStudent, createdOrChangedByStudent, unsetOr } from "./policy";

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
  ],
};
