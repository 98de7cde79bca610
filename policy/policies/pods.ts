import type { ResourceValidationPolicy } from "@pulumi/policy";
import { type PodSpec, containersOf, podSpecsIn } from "./podSpecs";

export const noPrivilegedPods: ResourceValidationPolicy = {
  name: "no-privileged-pods",
  description:
    "A pod has no privileges on its node: whoever gets into such a pod has the node, and all that runs on it.",
  validateResource({ props }, reportViolation) {
    for (const privilege of podSpecsIn(props).flatMap(privilegesOf)) {
      reportViolation(`${privilege}. Take it out; nothing in a lab requires it.`);
    }
  },
};

/** What a pod has of its node, a sentence each. */
function privilegesOf(pod: PodSpec): string[] {
  const containers = containersOf(pod);
  const privileged = containers.filter(({ securityContext }) => securityContext?.privileged === true);
  const contexts = [pod, ...containers].map(({ securityContext }) => securityContext?.windowsOptions);
  return [
    ...privileged.map(({ name }) => `The container ${name} is privileged`),
    ...(["hostNetwork", "hostPID", "hostIPC"] as const)
      .filter((key) => pod[key] === true)
      .map((key) => `The pod has ${key}`),
    ...(contexts.some((options) => options?.hostProcess === true) ? ["The pod has hostProcess"] : []),
    ...(pod.volumes?.some(({ hostPath }) => hostPath !== undefined) ? ["The pod has a hostPath volume"] : []),
  ];
}
