import { setTimeout } from "node:timers/promises";
import { inGroups } from "../../lib/groups";
import { type ApiRequest, type KubeApi, Refusal } from "./api";
import { removableFinalizers } from "./finalizers";
import { type Kind, type SpaceObject, builtInConfigMap, studentKinds } from "./studentKinds";

/** How an attempt to empty a space ended. */
export interface Emptied {
  /** How many objects are gone. */
  readonly removed: number;
  /** What is still there: `Pod web-1`, with the reason if the API server refused to remove it. */
  readonly left: readonly string[];
}

export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  pause(ms: number): Promise<void>;
}

const realClock: Clock = { now: () => performance.now(), pause: (ms) => setTimeout(ms) };

/** A pod may end by itself for this long, whatever it asks for. */
const graceSeconds = 5;
/** A node's kubelet gets this much longer to say that a pod has ended. */
const kubeletSeconds = 5;
/** The share of the time that controllers get to finish with what they hold by a finalizer of their own. */
const controllersShare = 0.6;
/** Requests at a time: an API server of AKS's Free tier takes 50 changes at once from everybody. */
const concurrency = 10;
const [firstPauseMs, longestPauseMs] = [50, 1000];

/**
 * Removes all that a student can make in a space, whatever finalizers and grace periods it has. Quotas, limits, roles and
 * policies of the space stay. It looks again and again until one look finds nothing, or the time is over.
 *
 * @param seconds how long it may take
 * @throws Refusal, CannotTell if the API server does not let it look
 */
export async function emptySpace(
  api: KubeApi,
  namespace: string,
  seconds: number,
  clock: Clock = realClock,
): Promise<Emptied> {
  const removal = new Removal(api, namespace, seconds, clock);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const found = await removal.look();
    if (found.length === 0 || removal.elapsed() >= seconds) return removal.result(found);
    await inGroups(found, concurrency, (one) => removal.advance(one));
    await clock.pause(pauseMs);
  }
}

interface ObjectList {
  readonly items: readonly SpaceObject[];
}

interface Found {
  readonly kind: Kind;
  readonly object: SpaceObject;
}

/** The removal of what is in one space. */
class Removal {
  private readonly begun: number;
  /** When each pod was told to end, by uid, in seconds from the start. */
  private readonly toldAt = new Map<string, number>();
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
    return { removed: this.seen.size - found.length, left };
  }

  /** Takes the next step with an object. */
  async advance({ kind, object }: Found): Promise<void> {
    const path = `${this.pathOf(kind)}/${object.metadata.name}`;
    const request = this.deletion(kind, object, path) ?? this.release(kind, object, path);
    if (request) await this.attempt(request, object.metadata.uid);
  }

  private deletion({ kind }: Kind, { metadata }: SpaceObject, path: string): ApiRequest | undefined {
    const request = (query: string): ApiRequest => ({ method: "DELETE", path: `${path}?${query}` });
    if (kind !== "Pod") return metadata.deletionTimestamp ? undefined : request("propagationPolicy=Background");
    const told = this.toldAt.get(metadata.uid);
    if (told === undefined) {
      this.toldAt.set(metadata.uid, this.elapsed());
      const grace = Math.min(graceSeconds, metadata.deletionGracePeriodSeconds ?? graceSeconds);
      return request(`gracePeriodSeconds=${Math.max(grace, 1)}`);
    }
    const patience = Math.min(graceSeconds + kubeletSeconds, this.limit / 2);
    if (metadata.deletionGracePeriodSeconds === 0 || this.elapsed() - told < patience) return undefined;
    // By force: its node may be gone.
    return request("gracePeriodSeconds=0");
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
