import type { ClusterState, NodeState, PodState } from "./cluster/state";
import type { Moments } from "./moments";
import { type Words, happened } from "./words";

/** What a mark in the chart stands for. */
export type Mark = "lost" | "notReady" | "first" | "full" | "back";

/** Something that happened, in milliseconds of the load's clock. */
export interface Happening {
  readonly at: number;
  readonly text: Words;
  /** @default it is not among the marks */
  readonly mark?: Mark;
}

/** Who is watched, and since when. */
interface Watched {
  readonly node: NodeState;
  readonly replicas: number;
  readonly lostAt: number;
}

/** Follows nodes and pods after a loss. It compares what it is shown with what it was shown before, so no clock of a node counts. */
export class Recovery {
  readonly happenings: Happening[] = [];
  /** Pods of before, by uid; of them, those that the node takes along. */
  private readonly before: ReadonlySet<string>;
  private readonly doomed: ReadonlySet<string>;
  private readonly known = new Map<string, PodState>();
  private nodeReady = true;
  private seenAt: { notReadyAt?: number; firstReplacementAt?: number; fullStrengthAt?: number } = {};

  /** @param before the cluster before the loss */
  constructor(
    before: ClusterState,
    private readonly watched: Watched,
  ) {
    this.before = new Set(before.pods.map(({ uid }) => uid));
    this.doomed = new Set(before.pods.filter(({ node }) => node === watched.node.name).map(({ uid }) => uid));
    for (const pod of before.pods) this.known.set(pod.uid, pod);
  }

  get moments(): Omit<Moments, "endedAt"> {
    return { lostAt: this.watched.lostAt, ...this.seenAt };
  }

  /** Whether the app is at full strength again. */
  get isOver(): boolean {
    return this.seenAt.fullStrengthAt !== undefined;
  }

  /** @param at when the cluster was so */
  look({ nodes, pods }: ClusterState, at: number): void {
    this.lookAtNode(nodes, at);
    for (const pod of pods) this.lookAtPod(pod, at);
    this.lookAtStrength(pods, at);
  }

  private lookAtNode(nodes: readonly NodeState[], at: number): void {
    const { name } = this.watched.node;
    const ready = nodes.some((node) => node.name === name && node.ready);
    if (ready === this.nodeReady) return;
    this.nodeReady = ready;
    if (ready) return this.note(at, happened.backAgain(name), "back");
    const isFirst = this.seenAt.notReadyAt === undefined;
    this.seenAt.notReadyAt ??= at;
    this.note(at, happened.notReady(name), isFirst ? "notReady" : undefined);
  }

  private lookAtPod(pod: PodState, at: number): void {
    const before = this.known.get(pod.uid);
    this.known.set(pod.uid, pod);
    const { name, node } = pod;
    if (node === undefined) return;
    if (before?.ready === true && !pod.ready) this.note(at, happened.podUnready(name, node));
    if (before?.node === undefined) this.note(at, happened.scheduled(name, node));
    if (before?.ready === true || !pod.ready) return;
    const isFirst = this.seenAt.firstReplacementAt === undefined && !this.before.has(pod.uid);
    if (!isFirst) return this.note(at, happened.podReady(name, node));
    this.seenAt.firstReplacementAt = at;
    this.note(at, happened.firstReady(name, node), "first");
  }

  /** Before the cluster knows of the loss, the lost pods look as if they were ready. They count again once their node is back. */
  private lookAtStrength(pods: readonly PodState[], at: number): void {
    const { replicas } = this.watched;
    const isBack = this.nodeReady && this.seenAt.notReadyAt !== undefined;
    const ready = pods.filter((pod) => pod.ready && (isBack || !this.doomed.has(pod.uid)));
    if (this.isOver || ready.length < replicas) return;
    this.seenAt.fullStrengthAt = at;
    this.note(at, happened.fullStrength(ready.length, replicas), "full");
  }

  note(at: number, text: Words, mark?: Mark): void {
    this.happenings.push({ at, text, ...(mark && { mark }) });
  }
}
