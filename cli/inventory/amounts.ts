/** What pods ask for, or nodes give. */
export interface Amounts {
  /** Thousandths of a CPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly pods: number;
}

export type Kind = keyof Amounts;

/** What there is for pods. `null`: it is not known. */
export type Allocatable = { readonly [kind in Kind]: number | null };

export const kinds: readonly Kind[] = ["cpu", "memory", "pods"];

export function added(all: readonly Amounts[]): Amounts {
  const of = (kind: Kind) => all.reduce((sum, one) => sum + one[kind], 0);
  return { cpu: of("cpu"), memory: of("memory"), pods: of("pods") };
}

/** What there is too little of; what is not known is not counted. */
export function insufficientOf(needed: Amounts, room: Allocatable): Kind[] {
  return kinds.filter((kind) => needed[kind] > (room[kind] ?? Infinity));
}
