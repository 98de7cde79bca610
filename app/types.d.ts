// What the server sends and the page draws: the one description both sides are checked against.
// Times are ISO 8601 strings in UTC, as Kubernetes writes them.

/** `unknown`: the node stopped reporting. `absent`: pods name it, but it is not in the list of nodes. */
export type NodeStatus = "ready" | "notReady" | "unknown" | "absent";

export interface NodeView {
  name: string;
  status: NodeStatus;
  /** When it came into that status; null when Kubernetes does not say. */
  since: string | null;
  cordoned: boolean;
  cordonedSince: string | null;
  kubelet: string;
  os: string;
  zone: string;
}

/** `notReady` was ready before; `starting` never was. `failing` cannot start, see `reason`. */
export type PodState =
  "pending" | "starting" | "ready" | "notReady" | "failing" | "terminating" | "succeeded" | "failed";

export interface PodView {
  uid: string;
  name: string;
  /** Label app.kubernetes.io/name, or an empty string. */
  app: string;
  /** Null until the scheduler has found a node. */
  node: string | null;
  state: PodState;
  since: string | null;
  restarts: number;
  /** Kubernetes' own short word for what is wrong, such as ImagePullBackOff; else empty. */
  reason: string;
}

export type SourceKind = "nodes" | "pods";

/** How the server stands with the Kubernetes API, for each kind that it reads. */
export interface SourceState {
  state: "starting" | "live" | "retrying" | "forbidden" | "unauthorized";
  /** Since when in this state. */
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
  /** The same for the same happening, whichever replica saw it, so that the page can merge. */
  key: string;
  at: string;
  code: ActivityCode;
  node?: string;
  pod?: string;
  reason?: string;
  nodes?: number;
  pods?: number;
}

export interface Snapshot {
  mode: "cluster" | "container";
  /** Why there is no cluster to show; null in a cluster. */
  standalone: "outside" | "noServiceAccount" | null;
  namespace: string;
  sources: Record<SourceKind, SourceState> | null;
  nodes: NodeView[];
  pods: PodView[];
  activity: ActivityEntry[];
}

export interface Change {
  nodes: NodeView[];
  pods: PodView[];
  /** Names of nodes and uids of pods which are no more. */
  goneNodes: string[];
  gonePods: string[];
  sources: Partial<Record<SourceKind, SourceState>>;
  activity: ActivityEntry[];
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
  /** Memory limit of the container's cgroup; null without one. */
  memoryLimitBytes: number | null;
  requests: number;
  inKubernetes: boolean;
}
