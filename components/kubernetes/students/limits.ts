import type * as kubernetes from "@pulumi/kubernetes";

/** What each space of a class may hold; the stack's configuration describes it. */
export interface SpaceQuota {
  /** Reserved CPU, in thousandths. */
  readonly milliCpu: number;
  /** Reserved memory, in MiB. */
  readonly mebibytes: number;
  readonly pods: number;
  readonly services: number;
  readonly loadBalancers: number;
  readonly volumes: number;
}

/**
 * A space may use this many times what is reserved for it. CPU can be shared: under load, each gets CPU in proportion to what
 * is reserved. Memory in use can only be taken back by ending a process.
 */
const burst = { cpu: 10, memory: 2 };

/** MiB of scratch space and logs for a container without a limit of its own. All share a node's disk of 32 GB. */
const scratchMebibytes = 512;

/** GiB that one volume may hold. */
export const volumeGibibytes = 5;

/** A Deployment keeps ten old ReplicaSets by default (kubernetes.io, "Deployments", `revisionHistoryLimit`), and has one. */
const replicaSetsPerDeployment = 11;

/** What a space may hold in all. Objects are counted, too: thousands of them would slow the API server down for everybody. */
export function quotaSpec({ milliCpu, mebibytes, pods, services, loadBalancers, volumes }: SpaceQuota) {
  return {
    hard: {
      "requests.cpu": `${milliCpu}m`,
      "limits.cpu": `${milliCpu * burst.cpu}m`,
      "requests.memory": `${mebibytes}Mi`,
      "limits.memory": `${mebibytes * burst.memory}Mi`,
      "limits.ephemeral-storage": `${pods * scratchMebibytes}Mi`,
      pods: String(pods),
      // Counts pods that have ended, too; `pods` does not.
      "count/pods": String(pods * 5),
      services: String(services),
      "services.loadbalancers": String(loadBalancers),
      // A load balancer takes a node port for each of its ports. A cluster has some 2,700, and a Service may have many.
      "services.nodeports": String(services),
      persistentvolumeclaims: String(volumes),
      "requests.storage": `${volumes * volumeGibibytes}Gi`,
      "count/deployments.apps": String(pods),
      "count/replicasets.apps": String(pods * replicaSetsPerDeployment),
      configmaps: "20",
      secrets: "20",
    },
  };
}

/** Pods of these classes preempt others. Kubernetes allows them in every namespace unless a quota forbids them. */
export const noPriority = {
  hard: { pods: "0" },
  scopeSelector: {
    matchExpressions: [
      { scopeName: "PriorityClass", operator: "In", values: ["system-node-critical", "system-cluster-critical"] },
    ],
  },
};

/**
 * Defaults for a container without requests and limits: an equal share of the quota, so that plain `kubectl run` works and
 * the quota's number of pods can run. One pod gets half of a space at most. The minimums rule out the limit 0, which the
 * kubelet takes for no limit.
 */
export function limitsSpec({ milliCpu, mebibytes, pods }: SpaceQuota): kubernetes.types.input.core.v1.LimitRangeSpec {
  const share = (whole: number) => Math.floor(whole / pods);
  const half = (whole: number) => (pods === 1 ? whole : Math.floor(whole / 2));
  const scratch = `${scratchMebibytes}Mi`;
  return {
    limits: [
      {
        type: "Container",
        defaultRequest: { cpu: `${share(milliCpu)}m`, memory: `${share(mebibytes)}Mi`, "ephemeral-storage": "16Mi" },
        default: {
          cpu: `${share(milliCpu * burst.cpu)}m`,
          memory: `${share(mebibytes * burst.memory)}Mi`,
          "ephemeral-storage": scratch,
        },
        min: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" },
      },
      {
        type: "Pod",
        max: {
          cpu: `${half(milliCpu * burst.cpu)}m`,
          memory: `${half(mebibytes * burst.memory)}Mi`,
          "ephemeral-storage": `${2 * scratchMebibytes}Mi`,
        },
      },
      { type: "PersistentVolumeClaim", max: { storage: `${volumeGibibytes}Gi` } },
    ],
  };
}
