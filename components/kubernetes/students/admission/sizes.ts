import { type AdmissionRules, byStudent } from "./policy";

/**
 * Each write of an object stays in the API server's database for minutes, and the database is everybody's: objects of 1 MB that
 * are written again and again fill it. Objects of lessons have a few KiB.
 */
export const mostKibibytes = 128;

/** Keys of a map. Text is made of an object key by key, so tens of thousands of keys would take the API server seconds. */
const mostKeys = 500;

/**
 * The whole of whatever a student creates or changes: an object has dozens of fields without a bound of their own, from args and
 * annotations to host names. As text it has about the size that the database stores, managedFields included.
 */
export const sizeRules: AdmissionRules = {
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
      `a student's object has ${mostKibibytes} KiB and ${mostKeys} keys at most in all; \`kubectl apply --server-side\` stores it once, \`kubectl apply\` twice`,
      `${["data", "binaryData", "metadata.annotations", "metadata.labels"].map(fewKeys).join(" && ")} && ` +
        `size(bytes('%s'.format([dyn(object)]))) <= ${mostKibibytes * 1024}`,
    ],
  ],
};

/** CEL: a map of an object is unset, or has few keys. */
function fewKeys(path: string): string {
  return `(!has(object.${path}) || object.${path}.size() <= ${mostKeys})`;
}
