/** What pods request, or what they may request. */
export interface Amounts {
  /** Thousandths of a CPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly pods: number;
  /** MiB of a node's own disk, for what containers write and log. */
  readonly scratch: number;
  /** Disks that are attached to nodes: one for each volume. */
  readonly disks: number;
}

export type Kind = keyof Amounts;

/** What is allocatable to pods. `null`: not known, or without a limit. */
export type Allocatable = { readonly [kind in Kind]: number | null };

export const kinds: readonly Kind[] = ["cpu", "memory", "pods", "scratch", "disks"];

function each(amountOf: (kind: Kind) => number): Amounts {
  return Object.fromEntries(kinds.map((kind) => [kind, amountOf(kind)])) as unknown as Amounts;
}

/** What is not given is 0. */
export function sum(all: readonly Partial<Amounts>[]): Amounts {
  return each((kind) => all.reduce((total, one) => total + (one[kind] ?? 0), 0));
}

/** What the first has more than the second. */
export function difference(first: Amounts, second: Amounts): Amounts {
  return each((kind) => first[kind] - second[kind]);
}

/** The largest of each kind, or 0. */
export function most(all: readonly Amounts[]): Amounts {
  return each((kind) => Math.max(0, ...all.map((one) => one[kind])));
}

/** Kinds of which there is too little. What is not known is not counted. */
export function insufficientKinds(needed: Amounts, allocatable: Allocatable): Kind[] {
  return kinds.filter((kind) => needed[kind] > (allocatable[kind] ?? Infinity));
}
