import type { Part } from "../../../exercises/observe/cluster";
import type { Event } from "../../../exercises/observed";
import type { KubeObject } from "./kubeObject";

type Objects = Map<string, KubeObject>;
type Contents = Map<Part, Objects>;

/** Of events only what they are about is read, and there are more of them than of all other objects. */
const keep: Partial<Record<Part, (object: KubeObject) => KubeObject>> = {
  events: (event) => {
    const { name, namespace, resourceVersion } = event.metadata;
    const { involvedObject } = event as unknown as Event;
    return { metadata: { name, namespace, resourceVersion }, involvedObject } as unknown as KubeObject;
  },
};

/** The objects in the students' namespaces, by namespace. Each change names the namespace that it is in. */
export class Spaces {
  private readonly contents = new Map<string, Contents>();

  /** @param isSpace whether a namespace can be a student's, by its name */
  constructor(private readonly isSpace: (namespace: string) => boolean) {}

  /** All objects of one kind at once. @returns the namespaces in which something differs from before */
  replace(part: Part, objects: readonly KubeObject[]): Set<string> {
    const changed = new Set<string>();
    const before = new Map([...this.contents].map(([namespace, parts]) => [namespace, parts.get(part)] as const));
    for (const parts of this.contents.values()) parts.delete(part);
    for (const object of objects) {
      const namespace = this.store(part, object);
      if (namespace === undefined) continue;
      const known = before.get(namespace)?.get(object.metadata.name);
      if (known?.metadata.resourceVersion !== object.metadata.resourceVersion) changed.add(namespace);
    }
    for (const [namespace, known] of before) {
      if ((known?.size ?? 0) !== this.objects(namespace, part).size) changed.add(namespace);
    }
    return changed;
  }

  /** @returns its namespace; `undefined` if that is not a student's */
  put(part: Part, object: KubeObject): string | undefined {
    return this.store(part, object);
  }

  /** @returns the same */
  remove(part: Part, { metadata: { name, namespace = "" } }: KubeObject): string | undefined {
    if (!this.isSpace(namespace)) return undefined;
    this.contents.get(namespace)?.get(part)?.delete(name);
    return namespace;
  }

  /** Forgets a namespace that is gone. */
  forget(namespace: string): void {
    this.contents.delete(namespace);
  }

  of<T>(namespace: string, part: Part): readonly T[] {
    return [...this.objects(namespace, part).values()] as unknown as T[];
  }

  private store(part: Part, object: KubeObject): string | undefined {
    const { name, namespace = "" } = object.metadata;
    if (!this.isSpace(namespace)) return undefined;
    const parts = this.contents.get(namespace) ?? new Map<Part, Objects>();
    const objects = parts.get(part) ?? new Map<string, KubeObject>();
    objects.set(name, keep[part]?.(object) ?? object);
    this.contents.set(namespace, parts.set(part, objects));
    return namespace;
  }

  private objects(namespace: string, part: Part): Objects {
    return this.contents.get(namespace)?.get(part) ?? new Map<string, KubeObject>();
  }
}
