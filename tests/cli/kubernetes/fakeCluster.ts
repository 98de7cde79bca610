import { type ApiRequest, type KubeApi, Refusal } from "../../../cli/kubernetes/api";
import { studentKinds } from "../../../cli/kubernetes/studentKinds";
import { studentLabel } from "../../../facts/labels";

interface FakeObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  finalizers: readonly string[];
  version: number;
  deletionTimestamp?: string;
  grace?: number;
  /** Whether its node was told to end it with a short grace period. */
  obeys?: boolean;
  /** Whether its node answers: a pod on another one never ends by itself. */
  readonly nodeAnswers: boolean;
  readonly loadBalancer: boolean;
}

export type Given = Partial<Pick<FakeObject, "finalizers" | "grace" | "nodeAnswers" | "loadBalancer">>;

/** A fake of the part of an API server that empties spaces and gives tokens. */
export class FakeCluster implements KubeApi {
  /** Method and path of every request that changes something. */
  readonly changes: string[] = [];
  /** Refusals by the start of a request: `PATCH /api/v1/namespaces/student-kim/services`. */
  readonly refusals: Record<string, [code: number, reason: string]> = {};
  /** Called after each request, such as by a controller that makes another pod. */
  afterRequest: () => void = () => undefined;
  /** The most seconds that a token is given. */
  mostTokenSeconds = Infinity;
  readonly askedSeconds: number[] = [];
  private readonly objects: FakeObject[] = [];

  constructor(private readonly students: readonly string[]) {}

  /** Creates an object in a student's space. */
  add(student: string, object: string, given: Given = {}): this {
    const [kind = "", name = ""] = object.split(" ");
    const uid = `uid-${this.objects.length}`;
    const known = { finalizers: [], nodeAnswers: true, loadBalancer: false, version: 1 };
    const deletion = given.grace === undefined ? {} : { deletionTimestamp: "2027-01-01T00:00:00Z" };
    this.objects.push({ ...known, ...given, ...deletion, kind, namespace: `student-${student}`, name, uid });
    return this;
  }

  /** What a student's space has. */
  in(student: string): string[] {
    const own = this.objects.filter(({ namespace }) => namespace === `student-${student}`);
    return own.map(({ kind, name }) => `${kind} ${name}`);
  }

  async request<T>(request: ApiRequest): Promise<T> {
    const { method, path } = request;
    if (method !== "GET") this.changes.push(`${method} ${path}`);
    const [, refusal] = Object.entries(this.refusals).find(([start]) => `${method} ${path}`.startsWith(start)) ?? [];
    if (refusal) throw new Refusal(...refusal, `${method} ${path}`);
    const answer = this.answer(request);
    this.afterRequest();
    return Promise.resolve(answer as T);
  }

  private answer({ method, path, body }: ApiRequest): unknown {
    const url = new URL(path, "http://cluster");
    if (url.pathname === "/api/v1/namespaces") return this.namespaces();
    const [, account] = /\/serviceaccounts\/([^/]+)\/token$/.exec(url.pathname) ?? [];
    if (account !== undefined) return this.token(account, body as { spec: { expirationSeconds: number } });
    const kind = studentKinds.find(({ api, resource }) =>
      new RegExp(`^/${api}/namespaces/[^/]+/${resource}(/|$)`).test(url.pathname),
    );
    const [, namespace, name] = /\/namespaces\/([^/]+)\/[^/]+(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const found = this.objects.filter((one) => one.kind === kind?.kind && one.namespace === namespace);
    if (name === undefined) return { items: found.map(shown) };
    const object = found.find((one) => one.name === name);
    if (object === undefined) throw new Refusal(404, `${name} not found`, `${method} ${path}`);
    if (method === "DELETE") this.delete(object, url.searchParams.get("gracePeriodSeconds"));
    else this.patch(object, body as Patch);
    return {};
  }

  private namespaces() {
    const namespace = (name: string, label: string) => ({ metadata: { name, labels: { [studentLabel]: label } } });
    // Somebody's own namespace that happens to have the label.
    return {
      items: [namespace("others", "kim"), ...this.students.map((label) => namespace(`student-${label}`, label))],
    };
  }

  private token(account: string, { spec }: { spec: { expirationSeconds: number } }) {
    if (!this.students.includes(account)) throw new Refusal(404, `serviceaccounts "${account}" not found`, "POST");
    this.askedSeconds.push(spec.expirationSeconds);
    const end = Date.now() + Math.min(spec.expirationSeconds, this.mostTokenSeconds) * 1000;
    return { status: { token: `token-of-${account}`, expirationTimestamp: new Date(end).toISOString() } };
  }

  private delete(object: FakeObject, grace: string | null): void {
    object.deletionTimestamp = "2027-01-01T00:00:00Z";
    object.version += 1;
    if (object.kind === "Pod") {
      // A kubelet that has begun does not hear of a shorter grace period.
      object.obeys ??= object.grace === undefined;
      object.grace = Math.min(object.grace ?? Infinity, Number(grace ?? 30));
    }
    this.removeIfOver(object);
  }

  private patch(object: FakeObject, { metadata }: Patch): void {
    if (metadata.resourceVersion !== String(object.version)) throw new Refusal(409, "it has changed", "PATCH");
    object.finalizers = metadata.finalizers;
    object.version += 1;
    this.removeIfOver(object);
  }

  private removeIfOver(object: FakeObject): void {
    const hasEnded = object.kind !== "Pod" || object.grace === 0 || (object.nodeAnswers && object.obeys!);
    if (object.finalizers.length > 0 || object.deletionTimestamp === undefined || !hasEnded) return;
    this.objects.splice(this.objects.indexOf(object), 1);
  }
}

interface Patch {
  readonly metadata: { readonly finalizers: readonly string[]; readonly resourceVersion: string };
}

function shown({ name, uid, finalizers, version, deletionTimestamp, grace, loadBalancer }: FakeObject) {
  return {
    metadata: {
      ...{ name, uid, resourceVersion: String(version) },
      ...(finalizers.length > 0 && { finalizers }),
      ...(deletionTimestamp !== undefined && { deletionTimestamp }),
      ...(grace !== undefined && { deletionGracePeriodSeconds: grace }),
    },
    spec: { nodeName: "node-1" },
    status: { loadBalancer: loadBalancer ? { ingress: [{ ip: "203.0.113.7" }] } : {} },
  };
}
