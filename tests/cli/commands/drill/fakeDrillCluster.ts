import type { NodeState, PodState } from "../../../../cli/commands/drill/cluster/state";
import type { nodePod } from "../../../../cli/commands/drill/losses/nodePod";
import { type ApiRequest, type KubeApi, Refusal } from "../../../../cli/kubernetes/api";
import { aNode, aPod } from "./states";

const leasePath = "/apis/coordination.k8s.io/v1/namespaces/lab/leases";
const drillPods = "/api/v1/namespaces/kube-system/pods";

export interface FakeNode extends NodeState {
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A pod as the drill wrote it, and its status as a test sets it. */
export interface FakePod {
  readonly metadata: { readonly name: string; deletionTimestamp?: string };
  readonly spec: ReturnType<typeof nodePod>["spec"];
  status: { readonly phase: string };
}

/** What a merge patch of a node changes. */
interface NodePatch {
  readonly metadata: { readonly annotations: Readonly<Record<string, string | null>> };
  readonly spec: { readonly unschedulable: boolean | null };
}

/** A fake of the part of an API server that a drill talks to: a lab of three nodes with a pod of the app each. */
export class FakeDrillCluster implements KubeApi {
  nodes: FakeNode[] = [aNode("lab-server", { isControlPlane: true }), aNode("lab-agent-1"), aNode("lab-agent-2")];
  pods: PodState[] = this.nodes.map(({ name }, index) => aPod(`app-${index}`, name));
  lease: { metadata: object; spec: { holderIdentity?: string; acquireTime?: string } } | undefined;
  /** A drill's own pods, by name. */
  readonly drillPods = new Map<string, FakePod>();
  /** Method and path of every request that changes something. */
  readonly changes: string[] = [];
  /** Called with each request, before it is answered. It may throw. */
  before: (request: ApiRequest) => void = () => undefined;

  async request<T>(request: ApiRequest): Promise<T> {
    await Promise.resolve();
    if (request.method !== "GET") this.changes.push(`${request.method} ${request.path}`);
    this.before(request);
    return this.answer(request) as T;
  }

  setNode(name: string, change: Partial<FakeNode>): void {
    this.nodes = this.nodes.map((node) => (node.name === name ? { ...node, ...change } : node));
  }

  /** Changes a pod of the app, or adds one. */
  setPod(name: string, change: Partial<PodState>): void {
    const found = this.pods.some((pod) => pod.name === name);
    if (found) this.pods = this.pods.map((pod) => (pod.name === name ? { ...pod, ...change } : pod));
    else this.pods.push(aPod(name, "", { ready: false, ...change }));
  }

  private answer(request: ApiRequest): unknown {
    const { method, path, body = {} } = request;
    const [place = ""] = path.split("?");
    if (place.startsWith(leasePath)) return this.answerLease(request);
    if (place.startsWith(drillPods)) return this.answerDrillPod(request, place);
    if (place === "/api/v1/nodes") return { items: this.nodes.map(rawNode) };
    if (place.startsWith("/api/v1/nodes/")) return this.patchNode(place.split("/").at(-1)!, body);
    if (place.endsWith("/deployments/app")) return { spec: { replicas: 3 } };
    if (place === "/api/v1/namespaces/lab/pods") return { items: this.pods.map(rawPod) };
    const [, evicted] = /\/pods\/([^/]+)\/eviction$/.exec(place) ?? [];
    if (evicted !== undefined) return (this.pods = this.pods.filter(({ name }) => name !== evicted));
    throw new Error(`the fake has no answer to ${method} ${path}`);
  }

  private answerLease({ method, body }: ApiRequest): unknown {
    if (method === "POST") {
      if (this.lease !== undefined) throw new Refusal(409, "already exists", "POST");
      return (this.lease = body as typeof this.lease);
    }
    if (this.lease === undefined) throw new Refusal(404, "not found", method);
    const { lease } = this;
    if (method === "DELETE") this.lease = undefined;
    return lease;
  }

  private answerDrillPod({ method, body }: ApiRequest, place: string): unknown {
    if (method === "POST") {
      const pod: FakePod = { status: { phase: "Pending" }, ...(body as Omit<FakePod, "status">) };
      this.drillPods.set(pod.metadata.name, pod);
      return pod;
    }
    if (place === drillPods) return { items: [...this.drillPods.values()] };
    const name = place.split("/").at(-1)!;
    const pod = this.drillPods.get(name);
    if (pod === undefined) throw new Refusal(404, "not found", method);
    if (method === "DELETE") {
      pod.metadata.deletionTimestamp = "2027-01-01T00:00:00Z";
      if (["Succeeded", "Failed"].includes(pod.status.phase)) this.drillPods.delete(name);
    }
    return pod;
  }

  private patchNode(name: string, body: object): unknown {
    const { metadata, spec } = body as NodePatch;
    const { annotations = {} } = this.nodes.find((node) => node.name === name)!;
    const merged = Object.entries({ ...annotations, ...metadata.annotations }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    this.setNode(name, { schedulable: spec.unschedulable !== true, annotations: Object.fromEntries(merged) });
    return {};
  }
}

const conditions = (ready: boolean) => [{ type: "Ready", status: ready ? "True" : "Unknown" }];

function rawNode({
  name,
  ready,
  schedulable,
  isControlPlane,
  address,
  architecture,
  providerId,
  annotations,
}: FakeNode) {
  return {
    metadata: { name, labels: isControlPlane ? { "node-role.kubernetes.io/control-plane": "true" } : {}, annotations },
    spec: { ...(!schedulable && { unschedulable: true }), providerID: providerId },
    status: {
      conditions: conditions(ready),
      addresses: [
        { type: "Hostname", address: name },
        { type: "InternalIP", address },
      ],
      nodeInfo: { architecture },
    },
  };
}

function rawPod({ name, uid, node, ready, image }: PodState) {
  return {
    metadata: { name, uid },
    spec: { nodeName: node, containers: [{ image }] },
    status: { conditions: conditions(ready) },
  };
}
