import { seriesOf, vmSizeParts } from "./vmSize";

/**
 * Series whose machines boot images of generation 1 only: "VM Generation Support: Generation 1" on the pages of Av2, Dv2, Dv3 and
 * Ev3 (azure-compute-docs, 2026-09), `HyperVGenerations: V1` in Azure's list of sizes for A0, D2_v2 and D2_v3
 * (Azure/karpenter-provider-azure, zz_generated.sku.southcentralus.go, 2026-08), and Azure's own refusals for A, D and F2. Those of
 * DS, Ds_v3 and the like boot both. Of a series that is not here, Azure decides.
 */
const generation1 = /^(A m? (v2)?|D {2}(v[23])?|E i? v3|F {2})$/;

/** Whether machines of a size are known not to boot an image of generation 2. */
export function isGeneration1(name: string): boolean {
  const parts = vmSizeParts(name);
  return parts !== undefined && generation1.test(seriesOf(parts));
}
