import { type AdmissionRules, celList, createdOrChangedByStudent, unsetOr } from "./policy";

/**
 * A student's claim is for a new, empty volume: not for one that exists, nor for a copy of somebody's data.
 *
 * @param storageClasses the classes that a claim may name; `undefined` if they are not known
 */
export function claimRules(storageClasses: readonly string[] | undefined): AdmissionRules {
  return {
    resources: [{ group: "", names: ["persistentvolumeclaims"] }],
    operations: ["CREATE", "UPDATE"],
    when: createdOrChangedByStudent,
    validations: [
      [
        "a student's claim does not choose its volume: it has neither volumeName nor selector",
        `!has(object.spec.selector) && (${unsetOr(
          "object.spec.volumeName",
          "object.spec.volumeName == '' || (oldObject != null && has(oldObject.spec.volumeName) && " +
            "oldObject.spec.volumeName == object.spec.volumeName)",
        )})`,
      ],
      [
        "a student's claim has the volumeMode Filesystem",
        unsetOr("object.spec.volumeMode", "object.spec.volumeMode == 'Filesystem'"),
      ],
      [
        "a student's claim begins empty: it has no dataSource or dataSourceRef",
        "!has(object.spec.dataSource) && !has(object.spec.dataSourceRef)",
      ],
      [
        "a student's claim has no volumeAttributesClassName",
        unsetOr("object.spec.volumeAttributesClassName", "object.spec.volumeAttributesClassName == ''"),
      ],
      ...(storageClasses === undefined ? [] : [classRule(storageClasses)]),
    ],
  };
}

function classRule(classes: readonly string[]) {
  return [
    `a student's claim has the storageClassName ${classes.join(" or ")}, or none`,
    unsetOr("object.spec.storageClassName", `object.spec.storageClassName in ${celList(classes)}`),
  ] as const;
}
