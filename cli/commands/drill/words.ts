/** A text in the two languages of the lab's page. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

/** What happens in a drill. */
export const happened = {
  killed: (node: string): Words => ({
    en: `${node} is killed (docker kill)`,
    ko: `${node} 강제 종료(docker kill)`,
  }),
  cut: (node: string, duration: string): Words => ({
    en: `${node} is cut off from the network for ${duration}`,
    ko: `${duration} 동안 ${node} 네트워크 차단`,
  }),
  switchedOff: (node: string): Words => ({ en: `${node} is switched off`, ko: `${node} 전원 끔` }),
  drained: (node: string): Words => ({ en: `${node} is drained of the app`, ko: `${node}에서 앱의 파드 드레인` }),
  notReady: (node: string): Words => ({ en: `${node} is NotReady`, ko: `${node} NotReady 상태가 됨` }),
  backAgain: (node: string): Words => ({ en: `${node} is Ready again`, ko: `${node} 다시 Ready 상태가 됨` }),
  podUnready: (pod: string, node: string): Words => ({
    en: `${pod} on ${node} is not ready any more`,
    ko: `${node}의 ${pod} 준비 안 됨`,
  }),
  scheduled: (pod: string, node: string): Words => ({
    en: `${pod} is scheduled onto ${node}`,
    ko: `${pod}, ${node}에 배치됨`,
  }),
  podReady: (pod: string, node: string): Words => ({
    en: `${pod} is ready on ${node}`,
    ko: `${pod}, ${node}에서 준비됨`,
  }),
  firstReady: (pod: string, node: string): Words => ({
    en: `${pod} is ready on ${node}: the first replacement`,
    ko: `${pod}, ${node}에서 준비됨: 첫 대체 파드`,
  }),
  fullStrength: (ready: number, replicas: number): Words => ({
    en: `full strength: ${ready} of ${replicas} pods are ready`,
    ko: `전체 복구: 파드 ${replicas}개 중 ${ready}개 준비됨`,
  }),
};
