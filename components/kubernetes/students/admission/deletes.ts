import { type AdmissionRules, byStudent } from "./policy";
import { longestGraceSeconds } from "./pods";

/**
 * A running pod that is deleted at once, or with a grace of a day, would no longer be counted by the quota, or never end. A pod
 * that has no node yet, or has ended, arrives here with a grace of 0 whatever the student said.
 */
export const deleteRules: AdmissionRules = {
  resources: [{ group: "", names: ["pods"] }],
  operations: ["DELETE"],
  when: byStudent,
  validations: [
    [
      `a student deletes a running pod with a grace of 1 to ${longestGraceSeconds} seconds: leave out --force and --grace-period`,
      "!has(oldObject.spec.nodeName) || oldObject.spec.nodeName == '' || " +
        "(has(oldObject.status.phase) && oldObject.status.phase in ['Succeeded', 'Failed']) || " +
        "(has(request.options.gracePeriodSeconds) && request.options.gracePeriodSeconds >= 1 && " +
        `request.options.gracePeriodSeconds <= ${longestGraceSeconds})`,
    ],
  ],
};
