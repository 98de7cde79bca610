// What the server sends and the page draws. Both sides are type-checked against this file.
// Times are ISO 8601 strings in UTC, as Kubernetes writes them.

/** `unknown`: the node stopped reporting. `absent`: a pod names the node, but it is not in the list of nodes. */
export type NodeStatus = "ready" | "notReady" | "unknown" | "absent";

/** Memory, disk, or process numbers: the conditions that Kubernetes gives a node. */
export type PressureType = "MemoryPressure" | "DiskPressure" | "PIDPressure";

export interface NodeView {
  name: string;
  status: NodeStatus;
  /** When the node entered this status; null if Kubernetes does not report it. */
  since: string | null;
  cordoned: boolean;
  cordonedSince: string | null;
  /** What the node is short of. It gets no new pods, and stops some of its own. */
  pressures: { type: PressureType; since: string | null }[];
  kubelet: string;
  os: string;
  zone: string;
}

/** `notReady`: was ready before. `starting`: was never ready. `failing`: cannot start, see `reason`. */
export type PodState =
  "pending" | "starting" | "ready" | "notReady" | "failing" | "terminating" | "succeeded" | "failed";

export interface PodView {
  uid: string;
  name: string;
  /** The label app.kubernetes.io/name, or an empty string. */
  app: string;
  /** Null until the scheduler has chosen a node. */
  node: string | null;
  state: PodState;
  since: string | null;
  restarts: number;
  /** The reason as kubectl shows it, such as ImagePullBackOff or Init:Error, or an empty string. */
  reason: string;
}

export interface DeploymentView {
  name: string;
  /** Why Kubernetes refuses to create its pods; null if it does not. */
  refusal: { message: string; since: string | null } | null;
}

export type SourceKind = "nodes" | "pods" | "deployments";

/** The state of reading one kind of object from the Kubernetes API. */
export interface SourceState {
  state: "starting" | "live" | "retrying" | "forbidden" | "unauthorized";
  /** When it entered this state. */
  since: string;
}

export type ActivityCode =
  | "watching"
  | "nodeAdded"
  | "nodeGone"
  | "nodeReady"
  | "nodeNotReady"
  | "nodeUnknown"
  | "nodeCordoned"
  | "nodeUncordoned"
  | "nodePressure"
  | "nodeRelieved"
  | "deploymentRefused"
  | "deploymentAllowed"
  | "podCreated"
  | "podPlaced"
  | "podReady"
  | "podNotReady"
  | "podFailing"
  | "podFailed"
  | "podSucceeded"
  | "podTerminating"
  | "podGone";

export interface ActivityEntry {
  /** Identifies the event. All replicas give it the same key, so the page can remove duplicates. */
  key: string;
  at: string;
  code: ActivityCode;
  node?: string;
  pod?: string;
  deployment?: string;
  reason?: string;
  nodes?: number;
  pods?: number;
}

export interface Snapshot {
  mode: "cluster" | "container";
  /** Why the page cannot show a cluster; null in a cluster. */
  standalone: "outside" | "noServiceAccount" | null;
  namespace: string;
  /** When the lab ends, ISO 8601; null if it does not. */
  endsAt: string | null;
  sources: Record<SourceKind, SourceState> | null;
  nodes: NodeView[];
  pods: PodView[];
  deployments: DeploymentView[];
  activity: ActivityEntry[];
}

export interface Change {
  nodes: NodeView[];
  pods: PodView[];
  deployments: DeploymentView[];
  /** Names of deleted nodes and Deployments, and uids of deleted pods. */
  goneNodes: string[];
  gonePods: string[];
  goneDeployments: string[];
  sources: Partial<Record<SourceKind, SourceState>>;
  activity: ActivityEntry[];
}

/** The end of a stream that the server ends: it stops, or the stream gives way to another. */
export interface Bye {
  /** Milliseconds until the page opens its next stream. */
  afterMs: number;
}

export interface Whoami {
  pod: string;
  namespace: string;
  node: string;
  ip: string;
  hostname: string;
  version: string;
  startedAt: string;
  uptimeSeconds: number;
  memoryBytes: number;
  /** Memory limit of the container's cgroup; null if there is none. */
  memoryLimitBytes: number | null;
  requests: number;
  inKubernetes: boolean;
}
