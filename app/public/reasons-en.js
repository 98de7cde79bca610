// @ts-check

/** What Kubernetes' reasons mean. After `Init:` it is an init container that the reason is about. */
const reasons = new Map([
  ["CrashLoopBackOff", "keeps crashing"],
  ["ImagePullBackOff", "image cannot be pulled"],
  ["ErrImagePull", "image cannot be pulled"],
  ["ErrImageNeverPull", "image is not on the node"],
  ["InvalidImageName", "image name is not valid"],
  ["CreateContainerConfigError", "ConfigMap or Secret is missing"],
  ["CreateContainerError", "cannot be created"],
  ["RunContainerError", "cannot be started"],
  ["Error", "ended with an error"],
  ["OOMKilled", "ran out of memory"],
  ["Evicted", "removed from its node"],
  ["Unschedulable", "fits on no node"],
]);

/**
 * A reason in words.
 *
 * @param {string} reason
 */
export function why(reason) {
  const isInit = reason.startsWith("Init:");
  const code = isInit ? reason.slice(5) : reason;
  const words = reasons.get(code) ?? code;
  return isInit ? `init container: ${words}` : words;
}

export const because = (/** @type {string | undefined} */ reason) => {
  if (reason === undefined) return "";
  return why(reason) === reason ? ` (${reason})` : `: ${why(reason)} (${reason})`;
};

/** @param {string} message of Kubernetes, when it refuses to create a pod */
export function refusal(message) {
  if (message.includes("exceeded quota")) return "they exceed the namespace's quota";
  if (message.includes("failed quota")) return "the namespace's quota requires requests and limits";
  if (message.includes("violates PodSecurity")) return "they have more privileges than the namespace allows";
  return "a rule of the cluster forbids them";
}

/** @type {Record<import("./shared/ownLimits.js").OwnReason, string>} */
export const notCounted = {
  offline: "this computer was offline",
  interrupted: "this browser paused, or its network changed",
  between: "something else answered",
  throttled: "this browser asked too often",
  kubectlProxy: "kubectl proxy does not run",
};
