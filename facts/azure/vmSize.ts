/** What the name of an Azure VM size says of it. */
export interface VmSize {
  /** Name as Azure spells it, such as `Standard_D2s_v5`. */
  readonly name: string;
  /** Virtual CPUs that one such machine takes from the quota. */
  readonly vcpus: number;
  /** Series by which Azure counts quota, such as `Dsv5` or `Basv2`. */
  readonly family: string;
  /** Processor architecture; the lab's image for Azure is built for amd64 only. */
  readonly architecture: "amd64" | "arm64";
}

/** The parts of a name, each in Azure's spelling. */
export interface VmSizeParts {
  /** Family, such as `D`, `DS` or `NC`. */
  readonly letters: string;
  /** Mostly the vCPUs. */
  readonly number: number;
  /** The CPUs of a constrained size, such as the 2 of `E4-2s_v5`. */
  readonly constrained: number | undefined;
  /** Additive features, such as `ads`. */
  readonly features: string;
  /** Such as `T4`. */
  readonly accelerator: string | undefined;
  /** Such as `v5`; empty for the first one. */
  readonly version: string;
}

/**
 * The scheme is Azure's own (Learn, "VM sizes naming conventions"): family letters, vCPUs, an optional constrained count,
 * additive features in lower case, an optional accelerator and an optional version. Azure reads names without regard to case.
 */
const scheme =
  /^Standard_(A|B|D|DS|DC|E|EC|F|FX|G|GS|H|HB|HC|HX|L|M|NC|ND|NG|NP|NV)([1-9]\d{0,2})(?:-([1-9]\d{0,2}))?([a-z]{0,5})(?:_(?!v\d*(?:_|$))([a-z][a-z0-9]+))?(?:_(v\d))?$/i;

/** The one part in that place which is not an accelerator, and in small letters: confidential child-capable. */
const childCapable = "cc";

/**
 * Old series, of which the number is a place in a row: vCPUs by number (Learn, "Dv2 and DSv2-series"; kubernetes/autoscaler,
 * azure_instance_types.go, 2026-08-22).
 */
const numbered: readonly { readonly series: RegExp; readonly vcpus: Readonly<Record<number, number>> }[] = [
  { series: /^DS? {2}(v2)?$/, vcpus: { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 } },
  { series: /^A {2}$/, vcpus: { 1: 1, 2: 2, 3: 4, 4: 8, 5: 2, 6: 4, 7: 8, 8: 8, 9: 16, 10: 8, 11: 16 } },
  { series: /^GS? {2}$/, vcpus: { 1: 2, 2: 4, 3: 8, 4: 16, 5: 32 } },
];

/**
 * Reads the name of a VM size, without regard to case. A constrained size (`Standard_E4-2s_v5`) counts with all its vCPUs, as
 * quota does.
 *
 * @returns `undefined` if Azure has no size of such a form; only Azure knows whether a region offers it.
 */
export function parseVmSize(given: string): VmSize | undefined {
  const parts = vmSizeParts(given);
  if (!parts) return undefined;
  const { letters, number, constrained, features, version } = parts;
  const row = numbered.find(({ series }) => series.test(seriesOf(parts)));
  const vcpus = row ? row.vcpus[number] : number;
  if (vcpus === undefined || (constrained !== undefined && constrained >= vcpus)) return undefined;
  // In the A and B series memory makes no family of its own: B2ms counts as Bs, B2ls_v2 as Bsv2, A2m_v2 as Av2.
  const familyFeatures = /^[AB]$/.test(letters) ? features.replace(/[lmt]/, "") : features;
  return {
    name: nameOf(parts),
    vcpus,
    family: `${letters}${familyFeatures}${version}`,
    architecture: features.includes("p") ? "arm64" : "amd64",
  };
}

/** Takes the name of a VM size apart. @returns `undefined` if it has another form */
export function vmSizeParts(name: string): VmSizeParts | undefined {
  const match = scheme.exec(name);
  if (!match) return undefined;
  const [, letters = "", number = "", constrained, features = "", extra, version = ""] = match;
  const accelerator = extra?.toLowerCase() === childCapable ? childCapable : extra?.toUpperCase();
  return {
    letters: letters.toUpperCase(),
    number: Number(number),
    constrained: constrained === undefined ? undefined : Number(constrained),
    features: features.toLowerCase(),
    accelerator,
    version: version.toLowerCase(),
  };
}

/** Letters, features and version, as in `D ls v5`. */
export function seriesOf({ letters, features, version }: VmSizeParts): string {
  return `${letters} ${features} ${version}`;
}

function nameOf({ letters, number, constrained, features, accelerator, version }: VmSizeParts): string {
  const cpus = constrained === undefined ? String(number) : `${number}-${constrained}`;
  return [`Standard_${letters}${cpus}${features}`, accelerator, version].filter(Boolean).join("_");
}
