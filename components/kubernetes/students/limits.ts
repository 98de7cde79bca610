import type * as kubernetes from "@pulumi/kubernetes";
import { sharesOf } from "../../../config/students/shares";
import { reservedCpuAnnotation, reservedMemoryAnnotation, reservedScratchAnnotation } from "../../../facts/labels";

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
 * What a space may request even if less is reserved for it: manifests of lessons request more than a class can reserve for
 * everybody, such as 250m for each of three pods. The rehearsal's verdict counts what is reserved for all, and what one student
 * may request beyond it.
 */
const lessonNeeds = { milliCpu: 1000, mebibytes: 1280, scratchMebibytes: 2048 };

/**
 * A space may use this many times what it may request. CPU can be shared: under load, each gets CPU in proportion to what is
 * requested. Memory in use can only be taken back by ending a process; Kubernetes begins with those that use most beyond their
 * request.
 */
const burst = { cpu: 5, memory: 2 };

/** What a space may request and use: CPU in thousandths, memory in MiB. */
export function capsOf({ milliCpu, mebibytes }: SpaceQuota) {
  const requests = {
    cpu: Math.max(milliCpu, lessonNeeds.milliCpu),
    memory: Math.max(mebibytes, lessonNeeds.mebibytes),
  };
  return { requests, limits: { cpu: requests.cpu * burst.cpu, memory: requests.memory * burst.memory } };
}

/** MiB of a node's disk that a container may fill with files and logs, and that is reserved for it, if it says nothing. */
const scratch = { limit: 512, request: 64 };

/** GiB that one volume may hold. */
export const volumeGibibytes = 5;

/** Deployments and StatefulSets keep ten old revisions by default (kubernetes.io, `revisionHistoryLimit`), and have one. */
const revisions = 11;

/** A CronJob keeps three Jobs that succeeded and one that failed by default (kubernetes.io, "CronJob"), beside one that runs. */
const jobsPerCronJob = 5;

/** CronJobs, and autoscalers: nobody needs more at a time. */
const fewObjects = 5;

/** What is reserved, for the rehearsal's verdict and for `kubectl describe quota`. The quota itself holds the caps. */
export function reservedAnnotations({ milliCpu, mebibytes, pods }: SpaceQuota): Record<string, string> {
  return {
    [reservedCpuAnnotation]: `${milliCpu}m`,
    [reservedMemoryAnnotation]: `${mebibytes}Mi`,
    [reservedScratchAnnotation]: `${sharesOf(pods) * scratch.request}Mi`,
  };
}

/** What a space may hold in all. Objects are counted, too: thousands of them would slow the API server down for everybody. */
export function quotaSpec(quota: SpaceQuota) {
  const { pods, services, loadBalancers, volumes } = quota;
  const { requests, limits } = capsOf(quota);
  return {
    hard: {
      "requests.cpu": `${requests.cpu}m`,
      "limits.cpu": `${limits.cpu}m`,
      "requests.memory": `${requests.memory}Mi`,
      "limits.memory": `${limits.memory}Mi`,
      "requests.ephemeral-storage": `${Math.max(sharesOf(pods) * scratch.request, lessonNeeds.scratchMebibytes)}Mi`,
      "limits.ephemeral-storage": `${sharesOf(pods) * scratch.limit}Mi`,
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
      "count/replicasets.apps": String(pods * revisions),
      "count/statefulsets.apps": String(pods),
      "count/controllerrevisions.apps": String(pods * revisions),
      "count/jobs.batch": String(pods + fewObjects * jobsPerCronJob),
      "count/cronjobs.batch": String(fewObjects),
      "count/horizontalpodautoscalers.autoscaling": String(fewObjects),
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

/** Pods that keep pods of other namespaces off their node. One of them on each node stops every new pod of the cluster. */
export const noNeighbours = {
  hard: { pods: "0" },
  scopeSelector: { matchExpressions: [{ scopeName: "CrossNamespacePodAffinity", operator: "Exists" }] },
};

/**
 * Defaults for a container without requests and limits: a share of the space, so that plain `kubectl run` works and the quota's
 * number of pods can run. One pod gets half of a space at most. The minimums rule out the limit 0, which the kubelet takes for
 * no limit.
 */
export function limitsSpec(quota: SpaceQuota): kubernetes.types.input.core.v1.LimitRangeSpec {
  const { milliCpu, mebibytes, pods } = quota;
  const shares = sharesOf(pods);
  const share = (whole: number) => Math.floor(whole / shares);
  const half = (whole: number) => Math.floor(whole / 2);
  const { cpu, memory } = capsOf(quota).limits;
  return {
    limits: [
      {
        type: "Container",
        defaultRequest: {
          cpu: `${share(milliCpu)}m`,
          memory: `${share(mebibytes)}Mi`,
          "ephemeral-storage": `${scratch.request}Mi`,
        },
        default: { cpu: `${share(cpu)}m`, memory: `${share(memory)}Mi`, "ephemeral-storage": `${scratch.limit}Mi` },
        min: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" },
      },
      {
        type: "Pod",
        max: {
          cpu: `${half(cpu)}m`,
          memory: `${half(memory)}Mi`,
          "ephemeral-storage": `${half(shares * scratch.limit)}Mi`,
        },
      },
      { type: "PersistentVolumeClaim", max: { storage: `${volumeGibibytes}Gi` } },
    ],
  };
}
