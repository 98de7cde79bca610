import { selector } from "../../../../components/kubernetes/workload/pod";
import type { KubeApi } from "../../../kubernetes/api";

export const appNamespace = "lab";
const appName = "app";
const podsOfApp = Object.entries(selector).map(([name, value]) => `${name}=${value}`);

/** A node, as far as a drill needs it. */
export interface NodeState {
  readonly name: string;
  readonly ready: boolean;
  /** Whether pods may be scheduled onto it. */
  readonly schedulable: boolean;
  readonly isControlPlane: boolean;
  /** Its address in the cluster's network. */
  readonly address: string;
  /** As Kubernetes calls it: `amd64`. */
  readonly architecture: string;
  /** The cloud's own name of its machine; empty without a cloud. */
  readonly providerId: string;
}

/** A pod of the app. */
export interface PodState {
  readonly name: string;
  readonly uid: string;
  /** `undefined` before it is scheduled. */
  readonly node: string | undefined;
  /** Ready, and not being deleted. */
  readonly ready: boolean;
  readonly image: string;
}

export interface ClusterState {
  readonly nodes: readonly NodeState[];
  readonly pods: readonly PodState[];
}

interface List<T> {
  readonly items: readonly T[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

interface RawNode {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly unschedulable?: boolean; readonly providerID?: string };
  readonly status: {
    readonly conditions?: readonly Condition[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly architecture: string };
  };
}

interface RawPod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly image: string }[] };
  readonly status: { readonly conditions?: readonly Condition[] };
}

/** @throws Refusal; CannotTell if the API server does not answer */
export async function readCluster(api: KubeApi): Promise<ClusterState> {
  const pods = `/api/v1/namespaces/${appNamespace}/pods?labelSelector=${encodeURIComponent(podsOfApp.join(","))}`;
  const [nodeList, podList] = await Promise.all([
    api.request<List<RawNode>>({ method: "GET", path: "/api/v1/nodes" }),
    api.request<List<RawPod>>({ method: "GET", path: pods }),
  ]);
  return { nodes: nodeList.items.map(nodeState), pods: podList.items.map(podState) };
}

/** How many pods of the app there should be. @throws Refusal; CannotTell */
export async function readReplicas(api: KubeApi): Promise<number> {
  const path = `/apis/apps/v1/namespaces/${appNamespace}/deployments/${appName}`;
  const { spec } = await api.request<{ spec: { replicas?: number } }>({ method: "GET", path });
  return spec.replicas ?? 1;
}

export function nodePath(name: string): string {
  return `/api/v1/nodes/${name}`;
}

/** Labels of nodes with the control plane: today's, and the one of before 1.24. */
const controlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

function nodeState({ metadata: { name, labels = {} }, spec, status }: RawNode): NodeState {
  return {
    name,
    ready: isReady(status.conditions),
    schedulable: spec.unschedulable !== true,
    isControlPlane: controlPlaneLabels.some((label) => label in labels),
    address: status.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
    architecture: status.nodeInfo?.architecture ?? "",
    providerId: spec.providerID ?? "",
  };
}

function podState({ metadata: { name, uid, deletionTimestamp }, spec, status }: RawPod): PodState {
  return {
    name,
    uid,
    node: spec.nodeName,
    ready: isReady(status.conditions) && deletionTimestamp === undefined,
    image: spec.containers[0]?.image ?? "",
  };
}

function isReady(conditions: readonly Condition[] = []): boolean {
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}
