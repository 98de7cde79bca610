import { type AdmissionRules, byStudent } from "./policy";

/**
 * Bytes. Each write of an object stays in the API server's database for minutes, and the database is everybody's: objects of
 * 1 MB that are written again and again fill it. ConfigMaps and Secrets of lessons have a few KiB.
 */
const mostData = 64 * 1024;
const mostAnnotations = 64 * 1024;
/** Commands, arguments and environment of a pod's containers. */
const mostText = 32 * 1024;

const labelsAtMost = 32;

const kib = (bytes: number) => `${bytes / 1024} KiB`;

/** What a student stores in ConfigMaps and Secrets. */
export const dataRules: AdmissionRules = {
  resources: [{ group: "", names: ["configmaps", "secrets"] }],
  operations: ["CREATE", "UPDATE"],
  when: byStudent,
  validations: [
    [
      `a student's ConfigMap or Secret holds ${kib(mostData)} at most, keys and values together`,
      `${bytesOf("object.data")} + ${bytesOf("object.binaryData")} <= ${mostData}`,
    ],
  ],
};

/** The labels and annotations of whatever a student creates. */
export const metadataRules: AdmissionRules = {
  resources: [
    { group: "", names: ["pods", "services", "configmaps", "secrets", "persistentvolumeclaims"] },
    { group: "apps", names: ["deployments", "statefulsets"] },
    { group: "batch", names: ["jobs", "cronjobs"] },
    { group: "autoscaling", names: ["horizontalpodautoscalers"] },
  ],
  operations: ["CREATE", "UPDATE"],
  when: byStudent,
  validations: [
    [
      `a student's object has ${kib(mostAnnotations)} of annotations at most; \`kubectl apply --server-side\` adds none`,
      `${bytesOf("object.metadata.annotations")} <= ${mostAnnotations}`,
    ],
    [
      `a student's object has ${labelsAtMost} labels at most`,
      `!has(object.metadata.labels) || object.metadata.labels.size() <= ${labelsAtMost}`,
    ],
  ],
};

/** The templates of a student's pods. A Deployment keeps a copy of each that it ever had. */
export const templateRules: AdmissionRules = {
  resources: [
    { group: "", names: ["pods"] },
    { group: "apps", names: ["deployments", "statefulsets"] },
    { group: "batch", names: ["jobs", "cronjobs"] },
  ],
  operations: ["CREATE", "UPDATE"],
  when: byStudent,
  variables: {
    template:
      "request.resource.resource == 'pods' ? object : " +
      "(request.resource.resource == 'cronjobs' ? object.spec.jobTemplate.spec.template : object.spec.template)",
    containers:
      "variables.template.spec.containers + " +
      "(has(variables.template.spec.initContainers) ? variables.template.spec.initContainers : [])",
  },
  validations: [
    [
      `a student's pod has ${kib(mostText)} of command, args and env at most, all containers together`,
      `variables.containers.map(container, ${textsOf("container.command")} + ${textsOf("container.args")} + ` +
        "(has(container.env) ? container.env.map(one, size(one.name) + " +
        `(has(one.value) ? size(bytes(one.value)) : 0)).sum() : 0)).sum() <= ${mostText}`,
    ],
    [
      `a student's pod has ${kib(mostAnnotations)} of annotations at most`,
      `!has(variables.template.metadata) || ${bytesOf("variables.template.metadata.annotations")} <= ${mostAnnotations}`,
    ],
  ],
};

/** CEL: bytes of a map of texts, keys included; 0 if it is unset. */
function bytesOf(map: string): string {
  return `(has(${map}) ? ${map}.map(key, size(key) + size(bytes(${map}[key]))).sum() : 0)`;
}

/** CEL: bytes of a list of texts; 0 if it is unset. */
function textsOf(list: string): string {
  return `(has(${list}) ? ${list}.map(text, size(bytes(text))).sum() : 0)`;
}
