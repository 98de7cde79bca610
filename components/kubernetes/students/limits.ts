import type * as kubernetes from "@pulumi/kubernetes";

/** What the spaces of a class hold, each; the stack's configuration describes them. */
export interface SpaceQuota {
  /** Thousandths of a CPU that are kept free. */
  readonly cpu: number;
  /** Mebibytes that are kept free. */
  readonly memory: number;
  readonly pods: number;
  readonly services: number;
  readonly loadBalancers: number;
  readonly volumes: number;
}

/**
 * A space may use more than is kept free for it: of CPU much more, since the kernel shares it by what is kept free; of
 * memory little, since what is used cannot be taken back without ending somebody.
 */
const burst = { cpu: 10, memory: 2 };

/** Scratch space and logs of a pod that says nothing of it. A node's disk of 32 GB is everybody's. */
const scratchMebibytes = 512;

/** What a volume holds at most. */
export const volumeGibibytes = 5;

/** Deployments keep ten old ReplicaSets each unless told otherwise. */
const replicaSetsPerDeployment = 11;

/** What a space may hold in all. It counts objects, too: thousands of them would slow the API server down for everybody. */
export function quotaSpec(quota: SpaceQuota) {
  const { cpu, memory, pods, services, loadBalancers, volumes } = quota;
  return {
    hard: {
      "requests.cpu": `${cpu}m`,
      "limits.cpu": `${cpu * burst.cpu}m`,
      "requests.memory": `${memory}Mi`,
      "limits.memory": `${memory * burst.memory}Mi`,
      "limits.ephemeral-storage": `${pods * scratchMebibytes}Mi`,
      pods: String(pods),
      // Those that have ended count here, and not above.
      "count/pods": String(pods * 5),
      services: String(services),
      "services.loadbalancers": String(loadBalancers),
      // A load balancer takes a node port for each of its ports. There are some 2,700 on a cluster, and a Service may have many.
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

/** Pods of these classes drive others off a node, and Kubernetes lets every namespace have some unless a quota forbids it. */
export const noPriority = {
  hard: { pods: "0" },
  scopeSelector: {
    matchExpressions: [
      { scopeName: "PriorityClass", operator: "In", values: ["system-node-critical", "system-cluster-critical"] },
    ],
  },
};

/**
 * What a pod has that says nothing: its share of the quota, so that plain `kubectl run` works and as many pods run as may.
 * One pod takes half of a space at most. The lower bounds are there for the limit 0, which to the kubelet means none.
 */
export function limitsSpec({ cpu, memory, pods }: SpaceQuota): kubernetes.types.input.core.v1.LimitRangeSpec {
  const share = (whole: number) => Math.floor(whole / pods);
  const half = (whole: number) => (pods === 1 ? whole : Math.floor(whole / 2));
  const scratch = `${scratchMebibytes}Mi`;
  return {
    limits: [
      {
        type: "Container",
        defaultRequest: { cpu: `${share(cpu)}m`, memory: `${share(memory)}Mi`, "ephemeral-storage": "16Mi" },
        default: {
          cpu: `${share(cpu * burst.cpu)}m`,
          memory: `${share(memory * burst.memory)}Mi`,
          "ephemeral-storage": scratch,
        },
        min: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" },
      },
      {
        type: "Pod",
        max: {
          cpu: `${half(cpu * burst.cpu)}m`,
          memory: `${half(memory * burst.memory)}Mi`,
          "ephemeral-storage": `${2 * scratchMebibytes}Mi`,
        },
      },
      { type: "PersistentVolumeClaim", max: { storage: `${volumeGibibytes}Gi` } },
    ],
  };
}
