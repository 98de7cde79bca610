/** What pods request, or what they may request. */
export interface Amounts {
  /** Thousandths of a CPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly pods: number;
}

export type Kind = keyof Amounts;

/** What is allocatable to pods. `null`: not known. */
export type Allocatable = { readonly [kind in Kind]: number | null };

export const kinds: readonly Kind[] = ["cpu", "memory", "pods"];

export function sum(all: readonly Amounts[]): Amounts {
  const of = (kind: Kind) => all.reduce((total, one) => total + one[kind], 0);
  return { cpu: of("cpu"), memory: of("memory"), pods: of("pods") };
}

/** What the first has more than the second. */
export function difference(first: Amounts, second: Amounts): Amounts {
  return { cpu: first.cpu - second.cpu, memory: first.memory - second.memory, pods: first.pods - second.pods };
}

/** The largest of each kind, or 0. */
export function most(all: readonly Amounts[]): Amounts {
  const of = (kind: Kind) => Math.max(0, ...all.map((one) => one[kind]));
  return { cpu: of("cpu"), memory: of("memory"), pods: of("pods") };
}

/** Kinds of which there is too little. What is not known is not counted. */
export function insufficientKinds(needed: Amounts, allocatable: Allocatable): Kind[] {
  return kinds.filter((kind) => needed[kind] > (allocatable[kind] ?? Infinity));
}
