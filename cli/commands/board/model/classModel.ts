import type { SourceState } from "../../../../app/types";
import { type Course, roomOf } from "../../../exercises/load";
import { type Part, type Visit, observedKinds } from "../../../exercises/observe/cluster";
import type { OwnRegistry, Service, Space } from "../../../exercises/observed";
import { valuesIn } from "../../../exercises/values";
import type { BoardChange, BoardSnapshot, Watched } from "../types";
import { watchedKinds } from "../watched";
import { Answers } from "./answers";
import type { KubeObject } from "./kubeObject";
import { Nodes } from "./nodes";
import { limitsReached } from "./quota";
import { Roster, spacePrefix } from "./roster";
import { Spaces } from "./spaces";
import type { BoardStudent } from "./student";

export interface ModelOptions {
  readonly stack: string;
  readonly course: Course;
  /** The lab's registry; `undefined` if it has none. */
  readonly registry: string | undefined;
  readonly visit: Visit;
  readonly onChange: (change: BoardChange) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A burst of changes, such as those of a rollout, becomes one. */
const gatherMs = 50;

/** What the board shows. The watches feed it, one change at a time, and a change in a space looks again at its student only. */
export class ClassModel {
  private readonly spaces = new Spaces((namespace) => namespace.startsWith(spacePrefix));
  private readonly roster = new Roster((student) => this.onLeave(student));
  private readonly nodes = new Nodes();
  private readonly registries = new Map<string, OwnRegistry>();
  private readonly answers: Answers;
  private readonly sources: Record<Watched, SourceState>;
  private readonly unlisted = new Set<Watched>(watchedKinds);
  /** Namespaces whose students are to be looked at again. */
  private readonly stale = new Set<string>();
  private pending = nothing();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ModelOptions) {
    const starting = { state: "starting", since: this.time() };
    this.sources = Object.fromEntries(watchedKinds.map((kind) => [kind, starting])) as typeof this.sources;
    this.answers = new Answers(options.visit, (namespace) => this.touch([namespace]));
  }

  replace(kind: Watched, objects: readonly KubeObject[]): void {
    this.unlisted.delete(kind);
    if (kind === "namespaces") this.touch(this.roster.replace(objects));
    else if (kind === "nodes") this.changeNodes(() => this.nodes.replace(objects));
    else this.touch(this.spaces.replace(kind, objects));
  }

  put(kind: Watched, object: KubeObject): void {
    if (kind === "namespaces") this.touch([this.roster.put(object)]);
    else if (kind === "nodes") this.changeNodes(() => this.nodes.put(object));
    else this.touch([this.spaces.put(kind, object)]);
  }

  remove(kind: Watched, object: KubeObject): void {
    if (kind === "namespaces") this.roster.remove(object.metadata.name);
    else if (kind === "nodes") this.changeNodes(() => this.nodes.remove(object));
    else this.touch([this.spaces.remove(kind, object)]);
  }

  setSource(kind: Watched, state: SourceState["state"]): void {
    if (this.sources[kind].state === state) return;
    this.sources[kind] = { state, since: this.time() };
    this.pending.sources[kind] = this.sources[kind];
    this.schedule();
  }

  /** What a student's part of the registry holds. */
  setRegistry(namespace: string, registry: OwnRegistry): void {
    if (JSON.stringify(this.registries.get(namespace)) === JSON.stringify(registry)) return;
    this.registries.set(namespace, registry);
    this.touch([namespace]);
  }

  /** The students who have not done all that is in the registry. */
  lackingInRegistry(): readonly Pick<BoardStudent, "label" | "namespace">[] {
    const ids = this.options.course.exercises.filter((one) => roomOf(one) === "registry").map(({ id }) => id);
    return this.roster.all.filter((student) => student.lacks(ids));
  }

  /** Looks again at what changes by itself: who fails may be stuck by now, and what did not answer may answer. */
  sweep(): void {
    for (const { namespace, isRestless } of this.roster.all) {
      if (isRestless) this.touch([namespace]);
      this.answers.askAgain(namespace, this.spaces.of<Service>(namespace, "services"));
    }
  }

  /** Whether every kind of object has been listed. */
  get isListed(): boolean {
    return this.unlisted.size === 0;
  }

  /** The same, and every address has been visited. */
  get isSettled(): boolean {
    return this.isListed && this.answers.settled;
  }

  snapshot = (): BoardSnapshot => {
    const { stack, course } = this.options;
    return {
      stack,
      exercises: course.exercises.map(({ id, title }) => ({ id, title })),
      students: this.isListed ? this.roster.all.flatMap(({ view }) => view ?? []) : null,
      nodes: this.nodes.all,
      sources: { ...this.sources },
    };
  };

  /** Publishes what has changed. */
  flush = (): void => {
    this.close();
    // Before all kinds are known, a check would miss what is there, or pass for want of what is wrong.
    const students = this.isListed ? this.lookAgain() : [];
    const { gone, nodes, sources } = this.pending;
    this.pending = nothing();
    if (students.length + gone.length + Object.keys(sources).length === 0 && !nodes) return;
    const { isListed } = this;
    this.options.onChange({ students, gone, nodes: nodes ? this.nodes.all : null, sources, isListed });
  };

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private lookAgain() {
    const students = this.roster.find(this.stale);
    this.stale.clear();
    return students.filter((student) => this.look(student)).flatMap(({ view }) => view ?? []);
  }

  private look(student: BoardStudent): boolean {
    const { label, namespace } = student;
    const { course, registry: server, now } = this.options;
    const list = <T>(part: Part) => this.spaces.of<T>(namespace, part);
    const parts = Object.keys(observedKinds).map((part) => [part, list(part as Part)]);
    const answers = this.answers.in(namespace, list<Service>("services"));
    const space = { ...Object.fromEntries(parts), ...answers, seenAt: now() } as Space;
    const registry = this.registries.get(namespace);
    const nodeCount = this.nodes.all.length;
    const observed = { space, nodeCount, ...(registry && { registry }) };
    return student.look(course, observed, valuesIn(space, label, server, nodeCount), limitsReached(space.quotas));
  }

  private onLeave({ label, namespace }: BoardStudent): void {
    this.spaces.forget(namespace);
    this.answers.forget(namespace);
    this.registries.delete(namespace);
    this.pending.gone.push(label);
    this.schedule();
  }

  /** An exercise asks for the number of nodes, so a new number concerns everybody. */
  private changeNodes(change: () => boolean): void {
    const before = this.nodes.all.length;
    if (!change()) return;
    this.pending.nodes = true;
    this.touch(this.nodes.all.length === before ? [] : this.roster.all.map(({ namespace }) => namespace));
  }

  private touch(namespaces: Iterable<string | undefined>): void {
    for (const namespace of namespaces) if (namespace !== undefined) this.stale.add(namespace);
    this.schedule();
  }

  private time(): string {
    return new Date(this.options.now()).toISOString();
  }

  private schedule(): void {
    this.timer ??= setTimeout(this.flush, gatherMs);
  }
}

function nothing() {
  return { gone: [] as string[], nodes: false, sources: {} as Partial<Record<Watched, SourceState>> };
}
