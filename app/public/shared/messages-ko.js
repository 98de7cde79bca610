// @ts-check

/** @type {Record<string, string>} */
export const pressures = {
  MemoryPressure: "메모리 부족",
  DiskPressure: "디스크 공간 부족",
  PIDPressure: "프로세스가 너무 많음",
};

/** @type {import("./messages-en.js").SharedMessages} */
export const shared = {
  language: "언어",
  link: {
    connecting: "연결 중 …",
    live: "실시간",
    asking: "실시간, 2초마다 확인",
    lost: (time) => `${time}에 연결 끊김, 다시 연결하는 중`,
    own: (time) => `${time}부터 연결 안 됨`,
  },
  streamHeld:
    "실습 서버는 응답하지만 실시간 스트림이 도착하지 않습니다. 웹 프록시나 백신 프로그램이 막고 있을 수 있습니다. 실시간 스트림 대신 2초마다 확인합니다.",
  own: {
    offline: "이 컴퓨터가 오프라인 상태입니다. 실습 환경과는 관계없습니다.",
    interrupted: "이 브라우저가 멈췄거나 네트워크가 바뀌었습니다. 실습 환경과는 관계없습니다.",
    between: "웹 프록시, 필터, 로그인 페이지처럼 이 브라우저와 실습 서버 사이에 있는 것이 대신 응답했습니다.",
    throttled: "이 브라우저나 네트워크에서 요청을 너무 자주 보내 잠시 기다려야 합니다.",
    kubectlProxy: "이 컴퓨터의 kubectl proxy가 응답하지 않습니다. 다시 시작하세요.",
  },
  stale: (time) => `${time} 기준`,
  forAWhile: (ago) => `${ago}째`,
  node: { ready: "준비됨", notReady: "준비 안 됨", unknown: "응답 없음", absent: "목록에 없음" },
  cordoned: "스케줄 불가",
  pressure: pressures,
  units: { s: "초", min: "분", h: "시간", d: "일" },
};
