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

/**
 * The scheme is Azure's own (Learn, "VM sizes naming conventions"): family letters, vCPUs, an optional constrained count,
 * additive features in lower case, an optional accelerator and an optional version.
 */
const scheme =
  /^Standard_(A|B|D|DS|DC|E|EC|F|FX|G|H|HB|HC|HX|L|M|NC|ND|NG|NP|NV)([1-9]\d{0,2})(?:-([1-9]\d{0,2}))?([a-z]{0,5})(?:_[A-Z][A-Za-z0-9]*)?(?:_(v\d))?$/;

/** Of the D series up to version 2 the number is a place in a row: vCPUs by number (Learn, "Dv2 and DSv2-series"). */
const oldDVcpus: Record<string, number> = { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 };

/**
 * Reads the name of a VM size. A constrained size (`Standard_E4-2s_v5`) counts with all its vCPUs, as quota does.
 *
 * @returns `undefined` if Azure has no size of such a form; only Azure knows whether a region offers it.
 */
export function parseVmSize(name: string): VmSize | undefined {
  const match = scheme.exec(name);
  if (!match) return undefined;
  const [, letters = "", number = "", constrained, features = "", version = ""] = match;
  const oldD = /^DS?$/.test(letters) && features === "" && ["", "v2"].includes(version);
  const vcpus = oldD ? oldDVcpus[number] : Number(number);
  if (vcpus === undefined || (constrained !== undefined && Number(constrained) >= vcpus)) return undefined;
  // In the B series memory makes no family of its own: B2ms counts as Bs, B2ls_v2 as Bsv2.
  const familyFeatures = letters === "B" ? features.replace(/[lmt]/, "") : features;
  return {
    name,
    vcpus,
    family: `${letters}${familyFeatures}${version}`,
    architecture: features.includes("p") ? "arm64" : "amd64",
  };
}
