// Nodes and pods as Kubernetes returns them, reduced to the fields that the app reads.

const START = Date.parse("2026-03-02T09:00:00Z");

/** A time in Kubernetes' format: `seconds` after 2026-03-02T09:00:00Z. */
export function at(seconds: number): string {
  return new Date(START + 1000 * seconds).toISOString().replace(".000Z", "Z");
}

interface NodeOptions {
  ready?: "True" | "False" | "Unknown";
  since?: number | string;
  cordonedAt?: number | string;
  memoryPressureSince?: number | string;
}

export function aNode(name: string, options: NodeOptions = {}) {
  const { ready = "True", since = 0, cordonedAt, memoryPressureSince } = options;
  const cordoned = cordonedAt !== undefined;
  const taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule", timeAdded: time(cordonedAt ?? 0) };
  return {
    metadata: { name, labels: { "kubernetes.io/os": "linux", "topology.kubernetes.io/zone": "koreacentral-1" } },
    spec: cordoned ? { unschedulable: true, taints: [taint] } : {},
    status: {
      nodeInfo: { kubeletVersion: "v1.36.2" },
      conditions: [
        {
          type: "MemoryPressure",
          status: memoryPressureSince === undefined ? "False" : "True",
          lastTransitionTime: time(memoryPressureSince ?? 0),
        },
        { type: "Ready", status: ready, lastTransitionTime: time(since) },
      ],
    },
  };
}

interface PodOptions {
  node?: string;
  ready?: boolean;
  since?: number | string;
  phase?: "Pending" | "Running" | "Succeeded" | "Failed";
  startedAt?: number | string;
  waiting?: string;
  /** The reason why the last run of the container ended with an error. */
  ended?: string;
  /** The state of the only init container, as Kubernetes writes it. */
  init?: object;
  deletedAt?: number | string;
  reason?: string;
  restarts?: number;
  app?: string;
  /** The scheduler found no suitable node. */
  unschedulable?: boolean;
}

export function aPod(name: string, options: PodOptions = {}) {
  const { node, ready = false, since = 0, phase = node === undefined ? "Pending" : "Running", app = "web" } = options;
  const waiting = options.waiting ?? (options.init === undefined ? undefined : "PodInitializing");
  const ended = options.ended === undefined ? undefined : { exitCode: 1, reason: options.ended };
  const running = { startedAt: time(options.startedAt ?? since) };
  const state = ended ? { terminated: ended } : waiting ? { waiting: { reason: waiting } } : { running };
  const init = { name: "prepare", restartCount: options.restarts ?? 0, state: options.init };
  const scheduled =
    options.unschedulable === true
      ? { type: "PodScheduled", status: "False", reason: "Unschedulable", lastTransitionTime: time(since) }
      : { type: "PodScheduled", status: "True", lastTransitionTime: time(since) };
  return {
    metadata: {
      name,
      uid: `uid-of-${name}`,
      creationTimestamp: time(since),
      labels: { "app.kubernetes.io/name": app },
      // `deletionTimestamp` is the end of the grace period of 30 s.
      ...(options.deletedAt === undefined
        ? {}
        : { deletionTimestamp: later(time(options.deletedAt), 30), deletionGracePeriodSeconds: 30 }),
    },
    spec: node === undefined ? {} : { nodeName: node },
    status: {
      phase,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      conditions: [scheduled, { type: "Ready", status: ready ? "True" : "False", lastTransitionTime: time(since) }],
      ...(options.init === undefined ? {} : { initContainerStatuses: [init] }),
      containerStatuses: node === undefined ? [] : [{ name: "app", restartCount: options.restarts ?? 0, state }],
    },
  };
}

/** @param refusal why the API server refuses its pods, if it does */
export function aDeployment(name: string, refusal?: string) {
  const failure = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: refusal };
  return {
    metadata: { name },
    status: {
      conditions: [
        { type: "Available", status: "False", lastTransitionTime: at(0) },
        ...(refusal === undefined ? [] : [{ ...failure, lastTransitionTime: at(70) }]),
      ],
    },
  };
}

function time(value: number | string): string {
  return typeof value === "number" ? at(value) : value;
}

function later(from: string, seconds: number): string {
  return new Date(Date.parse(from) + 1000 * seconds).toISOString().replace(".000Z", "Z");
}
