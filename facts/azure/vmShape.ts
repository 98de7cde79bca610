import { type VmSize, seriesOf, vmSizeParts } from "./vmSize";

/** What a machine of some size has for whoever runs on it. */
export interface VmShape {
  /** CPUs that its system sees: of a constrained size (`Standard_E4-2s_v5`) fewer than quota counts. */
  readonly cpus: number;
  /** GiB; `undefined` where the name of the size does not say it. */
  readonly gibibytes: number | undefined;
}

/** GiB for each vCPU that quota counts. */
interface Series {
  /** Matches letters, features and version, as in `D ls v5`. */
  readonly name: RegExp;
  readonly perVcpu: number;
  /** Larger ones have less for each. @default none have */
  readonly upTo?: number;
}

/**
 * By the pages of the series (Learn, "Virtual machine sizes overview", 2026-03-09). In a name `l` is low memory, `t` tiny and
 * `m` much ("VM sizes naming conventions", 2023-05-01). Held against the 1,370 sizes in the table of kubernetes/autoscaler
 * (azure_instance_types.go, 2026-08-22): what is not here has no memory in proportion to its vCPUs, or no place in a lab.
 */
const series: readonly Series[] = [
  { name: /^A {2}v2$/, perVcpu: 2 },
  { name: /^A m v2$/, perVcpu: 8 },
  { name: /^B s $/, perVcpu: 2 },
  { name: /^B ms $/, perVcpu: 4 },
  { name: /^B a?ts v2$/, perVcpu: 0.5 },
  { name: /^B a?ls v2$/, perVcpu: 2 },
  { name: /^B a?s v2$/, perVcpu: 4 },
  { name: /^D a?ld?s v[5-7]$/, perVcpu: 2 },
  { name: /^D a?d?s? v[3-7]$/, perVcpu: 4 },
  { name: /^DC d?s v3$/, perVcpu: 8 },
  { name: /^DC [ae]d?s v[56]$/, perVcpu: 4 },
  { name: /^E a?b?d?s? v[3-7]$/, perVcpu: 8, upTo: 48 },
  { name: /^EC [ae]d?s v[56]$/, perVcpu: 8, upTo: 20 },
  { name: /^F s? (v2)?$/, perVcpu: 2 },
  { name: /^F ald?s v[67]$/, perVcpu: 2 },
  { name: /^F ad?s v[67]$/, perVcpu: 4 },
  { name: /^F amd?s v[67]$/, perVcpu: 8 },
  { name: /^L a?o?s (v[2-4])?$/, perVcpu: 8 },
];

/** Of the oldest series the number decides: the larger ones have more for each (Learn, "Dv2 and DSv2-series", "Sizes - previous generations"). */
const numbered = [
  { name: /^DS? {2}(v2)?$/, perVcpu: 3.5, from: 11, thenPerVcpu: 7 },
  { name: /^A {2}$/, perVcpu: 1.75, from: 5, thenPerVcpu: 7 },
];

/** The name of a size of one vCPU says little (B1s has 1 GiB, B1ms 2), and such a size cannot be a node. */
const fewestVcpus = 2;

/** Reads what the name of a size says of a machine's CPUs and memory. Where it says nothing of its memory, nobody guesses. */
export function vmShape({ name, vcpus }: VmSize): VmShape {
  const parts = vmSizeParts(name);
  if (!parts || parts.accelerator !== undefined) return { cpus: vcpus, gibibytes: undefined };
  const perVcpu = vcpus < fewestVcpus ? undefined : perVcpuOf(seriesOf(parts), parts.number, vcpus);
  return {
    cpus: parts.constrained ?? vcpus,
    gibibytes: perVcpu === undefined ? undefined : perVcpu * vcpus,
  };
}

function perVcpuOf(whole: string, number: number, vcpus: number): number | undefined {
  const old = numbered.find(({ name }) => name.test(whole));
  if (old) return number < old.from ? old.perVcpu : old.thenPerVcpu;
  return series.find(({ name, upTo = vcpus }) => name.test(whole) && vcpus <= upTo)?.perVcpu;
}
