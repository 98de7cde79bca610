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
  ["OOMKilled", "메모리 부족으로 종료됨"],
  ["Evicted", "노드에서 축출됨"],
  ["Unschedulable", "배치할 수 있는 노드가 없음"],
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
  if (message.includes("failed quota")) return "네임스페이스의 할당량 때문에 requests와 limits를 지정해야 합니다";
  if (message.includes("violates PodSecurity")) return "네임스페이스가 허용하는 것보다 많은 권한을 요구합니다";
  return "클러스터의 규칙에 어긋납니다";
}

/** @type {Record<import("./shared/ownLimits.js").OwnReason, string>} */
export const notCounted = {
  offline: "이 컴퓨터가 오프라인 상태였음",
  interrupted: "이 브라우저가 멈췄거나 네트워크가 바뀌었음",
  between: "중간에서 다른 것이 대신 응답함",
  throttled: "이 브라우저가 요청을 너무 자주 보냄",
  kubectlProxy: "kubectl proxy가 실행되지 않음",
};
