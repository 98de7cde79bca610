// @ts-check
import { because, notCounted, refusal, why } from "./reasons-ko.js";
import { pressures, shared } from "./shared/messages-ko.js";

const on = (/** @type {string | undefined} */ node) => (node === undefined ? "" : `${node} 노드에서 `);
const long = (/** @type {number} */ s) => (s < 120 ? `${s}초` : `${Math.round(s / 60)}분`);

/** @type {import("./messages-en.js").Messages} */
export const ko = {
  ...shared,
  title: "컨테이너 실습",
  place: (namespace) => `네임스페이스 ${namespace}`,
  endsAt: (time) =>
    `이 실습 환경은 ${time}에 끝납니다. 연장하려면 실습 환경을 운영하는 사람이 종료 시각을 늦춰야 합니다: “npm run pulumi -- config set endsAt <새 시각>”, 이어서 “npm run pulumi -- up”.`,
  hasEnded: (time) => `이 실습 환경은 ${time}에 끝났습니다. 언제든 꺼질 수 있습니다.`,
  whoTitle: "응답하는 곳",
  servedBy: "이 페이지를 보낸 곳",
  answeredBy: "마지막 요청에 응답한 곳",
  onNode: (node) => `${node} 노드`,
  noAnswer: "응답 없음",
  clusterTitle: "클러스터",
  summary: (s) =>
    `노드 ${s.nodes}개 중 ${s.ready}개 준비됨, 파드 ${s.pods}개 중 ${s.readyPods}개 준비됨` +
    (s.pending === 0 ? "" : `, ${s.pending}개는 노드를 기다리는 중`),
  showTable: "표로 보기",
  hideTable: "표 숨기기",
  tableTitle: "노드와 파드",
  columns: {
    node: "노드",
    nodeState: "노드 상태",
    pod: "파드",
    podState: "파드 상태",
    since: "시작 시각",
    restarts: "재시작",
  },
  tray: "노드를 기다리는 파드",
  trayEmpty: "노드를 기다리는 파드가 없습니다",
  noPods: "파드 없음",
  why,
  pod: {
    pending: "노드를 기다림",
    starting: "시작하는 중",
    ready: "준비됨",
    notReady: "준비 안 됨",
    failing: "시작하지 못함",
    terminating: "종료하는 중",
    succeeded: "완료됨",
    failed: "실패함",
  },
  requestsTitle: "이 페이지가 보낸 요청",
  requests: (s) => {
    if (s.total === 0) return "1초에 한 번";
    const who = s.pods === null ? "" : `파드 ${s.pods}개가 `;
    return `지난 1분 동안 요청 ${s.total}건: ${who}${s.total - s.failed}건에 응답, ${s.failed}건 실패`;
  },
  failed: "실패",
  notCounted: (count, reason) => `${count}건은 집계에서 제외: ${notCounted[reason]}`,
  minuteAgo: "1분 전",
  now: "지금",
  activityTitle: "일어난 일",
  activity: {
    watching: (n) => `노드 ${n.nodes}개와 파드 ${n.pods}개를 지켜봅니다`,
    nodeAdded: (n) => `${n.node} 노드가 클러스터에 들어왔습니다`,
    nodeGone: (n) => `${n.node} 노드가 클러스터에서 빠졌습니다`,
    nodeReady: (n) => `${n.node} 노드가 준비되었습니다`,
    nodeNotReady: (n) => `${n.node} 노드가 준비되지 않은 상태가 되었습니다`,
    nodeUnknown: (n) => `${n.node} 노드가 더 이상 응답하지 않습니다`,
    nodeCordoned: (n) => `${n.node} 노드가 스케줄 불가(cordon) 상태가 되어 새 파드를 받지 않습니다`,
    nodeUncordoned: (n) => `${n.node} 노드가 다시 새 파드를 받습니다`,
    nodePressure: (n) => `${n.node} 노드가 새 파드를 받지 않습니다: ${pressures[n.reason]}`,
    nodeRelieved: (n) => `${n.node} 노드의 메모리, 디스크 공간, 프로세스 수가 다시 충분합니다`,
    deploymentRefused: (n) => `${n.deployment} 디플로이먼트가 파드를 만들 수 없습니다`,
    deploymentAllowed: (n) => `${n.deployment} 디플로이먼트가 다시 파드를 만들 수 있습니다`,
    podCreated: (n) => `${n.pod} 파드가 만들어져 노드를 기다립니다`,
    podPlaced: (n) => `${n.pod} 파드가 ${n.node} 노드에 배치되었습니다`,
    podReady: (n) => `${on(n.node)}${n.pod} 파드가 준비되었습니다`,
    podNotReady: (n) => `${on(n.node)}${n.pod} 파드가 더 이상 준비 상태가 아닙니다`,
    podFailing: (n) => `${on(n.node)}${n.pod} 파드가 시작하지 못합니다${because(n.reason)}`,
    podFailed: (n) => `${on(n.node)}${n.pod} 파드가 실패했습니다${because(n.reason)}`,
    podSucceeded: (n) => `${n.pod} 파드가 작업을 마쳤습니다`,
    podTerminating: (n) => `${on(n.node)}${n.pod} 파드가 종료 요청을 받았습니다`,
    podGone: (n) => `${n.pod} 파드가 사라졌습니다`,
    outageBegan: () => "이 페이지의 요청이 실패하고 있습니다",
    outageEnded: (n) => `${n.seconds === null ? "" : `${n.seconds}초 만에 `}이 페이지의 요청에 다시 응답합니다`,
    paused: (n) =>
      `이 페이지가 ${long(n.seconds)} 동안 상태를 확인하지 못했습니다: 페이지가 백그라운드에 있었거나 컴퓨터가 절전 상태였습니다`,
  },
  apiErrors: {
    forbidden: {
      nodes: () =>
        "실습 환경의 역할(role)이 없습니다: 이 파드는 노드를 조회하고 지켜볼 권한이 없습니다. “npm run pulumi -- up”(Docker에서는 “npm run local”)을 실행하면 ClusterRole이 다시 생기고, 이 페이지도 자동으로 다시 작동합니다.",
      pods: (namespace) =>
        `실습 환경의 역할(role)이 없습니다: 이 파드는 ${namespace} 네임스페이스의 파드를 조회하고 지켜볼 권한이 없습니다. “npm run pulumi -- up”(Docker에서는 “npm run local”)을 실행하면 Role이 다시 생기고, 이 페이지도 자동으로 다시 작동합니다.`,
      deployments: (namespace) =>
        `이 파드는 ${namespace} 네임스페이스의 디플로이먼트를 조회하고 지켜볼 권한이 없어, Kubernetes가 파드를 거부해도 보여 줄 수 없습니다. “npm run pulumi -- up”(Docker에서는 “npm run local”)을 실행하면 Role이 다시 생깁니다.`,
    },
    unauthorized: "Kubernetes API가 이 파드의 토큰을 받아들이지 않습니다. 계속되면 파드를 다시 시작하세요.",
    retrying: (time) =>
      `Kubernetes API가 ${time}부터 응답하지 않습니다. 그림은 마지막으로 확인한 상태이며, 다시 시도하고 있습니다.`,
  },
  refused: (deployment, message) =>
    `Kubernetes가 ${deployment} 디플로이먼트의 파드를 거부합니다: ${refusal(message)} (${message})`,
  containerTitle: "이 컨테이너",
  standalone: {
    outside:
      "클러스터 밖에서 단독으로 실행되고 있어 보여 줄 노드와 파드가 없습니다. 이 컨테이너에 대해 알 수 있는 정보는 다음과 같습니다.",
    noServiceAccount:
      "Kubernetes에서 실행되지만 서비스 어카운트가 없어 노드와 파드를 조회할 수 없습니다. 이 컨테이너에 대해 알 수 있는 정보는 다음과 같습니다.",
  },
  facts: {
    hostname: "호스트 이름",
    ip: "주소",
    version: "버전",
    uptime: "실행 시간",
    memory: "메모리",
    requests: "처리한 요청",
  },
  memory: (used, limit) => (limit === null ? used : `${limit} 중 ${used}`),
};
