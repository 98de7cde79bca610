// @ts-check

const reasons = new Map([
  ["CrashLoopBackOff", "반복해서 비정상 종료됨"],
  ["ImagePullBackOff", "이미지를 가져올 수 없음"],
  ["ErrImagePull", "이미지를 가져올 수 없음"],
  ["ErrImageNeverPull", "노드에 이미지가 없음"],
  ["InvalidImageName", "이미지 이름이 올바르지 않음"],
  ["CreateContainerConfigError", "ConfigMap 또는 Secret이 없음"],
  ["CreateContainerError", "컨테이너를 만들 수 없음"],
  ["RunContainerError", "컨테이너를 시작할 수 없음"],
  ["Error", "오류로 종료됨"],
  ["OOMKilled", "메모리가 모자라 종료됨"],
  ["Evicted", "노드에서 축출됨"],
  ["Unschedulable", "들어갈 노드가 없음"],
]);

/** @param {string} reason */
export function why(reason) {
  const isInit = reason.startsWith("Init:");
  const code = isInit ? reason.slice(5) : reason;
  const words = reasons.get(code) ?? code;
  return isInit ? `초기화 컨테이너: ${words}` : words;
}

export const because = (/** @type {string | undefined} */ reason) => {
  if (reason === undefined) return "";
  return why(reason) === reason ? ` (${reason})` : `: ${why(reason)} (${reason})`;
};

/** @param {string} message */
export function refusal(message) {
  if (message.includes("exceeded quota")) return "네임스페이스의 할당량을 넘습니다";
  if (message.includes("failed quota")) return "네임스페이스의 할당량 때문에 requests와 limits가 필요합니다";
  if (message.includes("violates PodSecurity")) return "네임스페이스가 허용하는 것보다 많은 권한을 요구합니다";
  return "클러스터의 규칙이 금지합니다";
}

/** @type {Record<import("./shared/ownLimits.js").OwnReason, string>} */
export const notCounted = {
  offline: "이 컴퓨터가 오프라인이었음",
  interrupted: "이 브라우저가 멈췄거나 네트워크가 바뀌었음",
  between: "다른 것이 대신 응답함",
  throttled: "이 브라우저가 너무 자주 요청함",
  kubectlProxy: "kubectl proxy가 실행되지 않음",
};
