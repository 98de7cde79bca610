import { type ApiRequest, type KubeApi, Refusal } from "./api";
import { removableFinalizers } from "./finalizers";
import { type Kind, type SpaceObject, builtInConfigMap, studentKinds } from "./studentKinds";

/** How an attempt to empty a space ended. */
export interface Emptied {
  /** How many objects are gone. */
  readonly removed: number;
  /** What is still there: `Pod web-1`, with the reason if the API server refused to remove it. */
  readonly left: readonly string[];
  /** Pods that were removed before their nodes said that they had ended: `web-1 on lab-agent-2`. */
  readonly forced: readonly string[];
}

/** Time, as far as a removal needs it. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/** A pod may end by itself for this long, whatever it asks for. */
const graceSeconds = 5;
/** A node's kubelet gets this much longer to say that a pod has ended. */
const kubeletSeconds = 5;
/** By this share of the time, every pod has been removed by force. */
const forceShare = 0.9;
/** The share of the time that controllers get to finish with what they hold by a finalizer of their own. */
const controllersShare = 0.6;
interface ObjectList {
  readonly items: readonly SpaceObject[];
}

export interface Found {
  readonly kind: Kind;
  readonly object: SpaceObject;
}

/** The removal of what is in one space. */
export class Removal {
  private readonly begun: number;
  /** When each pod is removed by force, by uid, in seconds from the start. */
  private readonly forceAt = new Map<string, number>();
  private readonly forced = new Map<string, string>();
  private readonly seen = new Set<string>();
  /** Why the API server refused to remove an object, by uid. */
  private readonly refusals = new Map<string, string>();

  constructor(
    private readonly api: KubeApi,
    private readonly namespace: string,
    private readonly limit: number,
    private readonly clock: Clock,
  ) {
    this.begun = clock.now();
  }

  /** Seconds from the start. */
  elapsed(): number {
    return (this.clock.now() - this.begun) / 1000;
  }

  /** All that is there, owners first. */
  async look(): Promise<Found[]> {
    const found: Found[] = [];
    for (const kind of studentKinds) {
      const { items } = await this.api.request<ObjectList>({ method: "GET", path: this.pathOf(kind) });
      const objects = items.filter(({ metadata: { name } }) => kind.kind !== "ConfigMap" || name !== builtInConfigMap);
      found.push(...objects.map((object) => ({ kind, object })));
    }
    for (const { object } of found) this.seen.add(object.metadata.uid);
    return found;
  }

  result(found: readonly Found[]): Emptied {
    const left = found.map(({ kind, object: { metadata } }) => {
      const refusal = this.refusals.get(metadata.uid);
      return `${kind.kind} ${metadata.name}${refusal === undefined ? "" : ` (${refusal})`}`;
    });
    for (const { object } of found) this.forced.delete(object.metadata.uid);
    return { removed: this.seen.size - found.length, left, forced: [...this.forced.values()] };
  }

  /** Takes the next step with an object. */
  async advance({ kind, object }: Found): Promise<void> {
    const path = `${this.pathOf(kind)}/${object.metadata.name}`;
    const request = this.deletion(kind, object, path) ?? this.release(kind, object, path);
    if (request) await this.attempt(request, object.metadata.uid);
  }

  private deletion({ kind }: Kind, object: SpaceObject, path: string): ApiRequest | undefined {
    const isDeleted = object.metadata.deletionTimestamp !== undefined;
    if (kind === "Pod") return this.podDeletion(object, isDeleted, path);
    return isDeleted ? undefined : { method: "DELETE", path: `${path}?propagationPolicy=Background` };
  }

  /**
   * Ends a pod, and later removes it by force: its node may be gone. A kubelet that has begun to end a pod does not hear of a
   * shorter grace period (kubernetes/kubernetes #113606). So it is waited for if it ends in time, and otherwise not for long.
   */
  private podDeletion({ metadata, spec }: SpaceObject, isDeleted: boolean, path: string): ApiRequest | undefined {
    const { name, uid, deletionGracePeriodSeconds: begun = graceSeconds } = metadata;
    const forceAt = this.forceAt.get(uid);
    if (forceAt === undefined) {
      const grace = begun <= this.limit ? begun : graceSeconds;
      this.forceAt.set(uid, this.elapsed() + Math.min(grace + kubeletSeconds, this.limit * forceShare));
      return isDeleted ? undefined : { method: "DELETE", path: `${path}?gracePeriodSeconds=${graceSeconds}` };
    }
    if (metadata.deletionGracePeriodSeconds === 0 || this.elapsed() < forceAt) return undefined;
    if (spec?.nodeName !== undefined) this.forced.set(uid, `${name} on ${spec.nodeName}`);
    return { method: "DELETE", path: `${path}?gracePeriodSeconds=0` };
  }

  /** Takes finalizers off that nobody else will. */
  private release({ kind }: Kind, object: SpaceObject, path: string): ApiRequest | undefined {
    const { finalizers = [], resourceVersion, deletionTimestamp } = object.metadata;
    if (deletionTimestamp === undefined) return undefined;
    const late = this.elapsed() >= this.limit * controllersShare;
    const removable = removableFinalizers(kind, object, late);
    if (removable.length === 0) return undefined;
    const left = finalizers.filter((finalizer) => !removable.includes(finalizer));
    return { method: "PATCH", path, body: { metadata: { finalizers: left, resourceVersion } } };
  }

  /** An object that is gone, or has changed since, is looked at again anyway. */
  private async attempt(request: ApiRequest, uid: string): Promise<void> {
    try {
      await this.api.request(request);
      this.refusals.delete(uid);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== 404 && error.code !== 409) this.refusals.set(uid, error.reason);
    }
  }

  private pathOf({ api, resource }: Kind): string {
    return `/${api}/namespaces/${this.namespace}/${resource}`;
  }
}
