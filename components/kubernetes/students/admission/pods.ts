import { type AdmissionRules, celList, createdOrChangedByStudent, unsetOr } from "./policy";

/** Longest time in seconds for which a pod may go on after its deletion. */
export const longestGraceSeconds = 60;

/** Containers of a pod, init containers among them. */
const mostContainers = 10;

/** Kinds of volume that hold what is the student's own. Others reach disks, shares or images by anybody's address. */
const volumes = ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "downwardAPI", "projected"];

/** What the quota bounds; huge pages and devices of a node are not for students. */
const amounts = ["cpu", "memory", "ephemeral-storage"];

/** Files in memory count as their container's memory once they are written. */
const mostMemoryFiles = "512Mi";

/** Kubernetes adds these itself. Any other would bring a pod onto nodes that are kept free of students. */
const tolerations = ["not-ready", "unreachable", "memory-pressure"].map(
  (condition) => `node.kubernetes.io/${condition}`,
);

/** Domains of annotations by which a pod takes an address of its choice, or keeps its node from being removed. */
const otherDomains = ["projectcalico.org", "cilium.io", "cncf.io", "ovn.org", "cluster-autoscaler.kubernetes.io"];

/** What a student's pod must not be, whoever creates it: most are created by controllers from a template. */
export const podRules: AdmissionRules = {
  resources: [{ group: "", names: ["pods"] }],
  operations: ["CREATE", "UPDATE"],
  when: createdOrChangedByStudent,
  variables: {
    containers: "object.spec.containers + (has(object.spec.initContainers) ? object.spec.initContainers : [])",
    oldAnnotations:
      "oldObject != null && has(oldObject.metadata.annotations) ? oldObject.metadata.annotations.map(key, key) : []",
    oldTolerations: "oldObject != null && has(oldObject.spec.tolerations) ? oldObject.spec.tolerations : []",
  },
  validations: [
    // It would pass the scheduler by, and with it every rule for what may share a node.
    [
      "a student's pod is placed by the scheduler, not by nodeName",
      `oldObject != null || ${unsetOr("object.spec.nodeName", "object.spec.nodeName == ''")}`,
    ],
    [
      `a student's pod ends within ${longestGraceSeconds} seconds: terminationGracePeriodSeconds is at most that`,
      unsetOr(
        "object.spec.terminationGracePeriodSeconds",
        `object.spec.terminationGracePeriodSeconds <= ${longestGraceSeconds}`,
      ),
    ],
    // A probe that fails ends its container with a grace of its own, and a pod that is deleted meanwhile waits for that.
    [
      `a student's probes end a container within ${longestGraceSeconds} seconds: their terminationGracePeriodSeconds is at most that`,
      `variables.containers.all(container, ${["livenessProbe", "startupProbe"]
        .map(
          (probe) =>
            `(!has(container.${probe}) || !has(container.${probe}.terminationGracePeriodSeconds) || ` +
            `container.${probe}.terminationGracePeriodSeconds <= ${longestGraceSeconds})`,
        )
        .join(" && ")})`,
    ],
    [
      `a student's pod has volumes of these kinds only: ${volumes.join(", ")}`,
      unsetOr(
        "object.spec.volumes",
        `object.spec.volumes.all(volume, ${volumes.map((kind) => `has(volume.${kind})`).join(" || ")})`,
      ),
    ],
    [
      `a student's emptyDir is on disk, or in memory with a sizeLimit of at most ${mostMemoryFiles}`,
      unsetOr(
        "object.spec.volumes",
        "object.spec.volumes.all(volume, !has(volume.emptyDir) || !has(volume.emptyDir.medium) || " +
          "volume.emptyDir.medium == '' || (volume.emptyDir.medium == 'Memory' && has(volume.emptyDir.sizeLimit) && " +
          `quantity(volume.emptyDir.sizeLimit).compareTo(quantity('${mostMemoryFiles}')) <= 0))`,
      ),
    ],
    [
      `a student's pod requests and limits ${amounts.join(", ")} only`,
      `(${onlyAmounts("object.spec")}) && variables.containers.all(container, ${onlyAmounts("container")})`,
    ],
    ["a student's pod has no resourceClaims", "!has(object.spec.resourceClaims)"],
    [
      `a student's pod has ${mostContainers} containers at most, init containers among them`,
      `variables.containers.size() <= ${mostContainers}`,
    ],
    [
      `a student's pod tolerates nothing but ${tolerations.join(", ")}`,
      unsetOr(
        "object.spec.tolerations",
        "object.spec.tolerations.all(one, one in variables.oldTolerations || " +
          `(has(one.key) && one.key in ${celList(tolerations)}))`,
      ),
    ],
    [
      `a student's pod has no annotations of ${otherDomains.join(", ")}`,
      unsetOr(
        "object.metadata.annotations",
        "object.metadata.annotations.all(key, key in variables.oldAnnotations || " +
          `!key.matches('^([^/]*\\\\.)?(${otherDomains.map((domain) => domain.replaceAll(".", "[.]")).join("|")})/'))`,
      ),
    ],
  ],
};

/** CEL: the resources of a container or a pod name nothing but `amounts`. */
function onlyAmounts(owner: string): string {
  const part = (name: string) =>
    `(!has(${owner}.resources.${name}) || ${owner}.resources.${name}.all(amount, amount in ${celList(amounts)}))`;
  return `!has(${owner}.resources) || (${part("limits")} && ${part("requests")})`;
}
