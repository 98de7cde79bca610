import { type VmSizeParts, vmSizeParts } from "./vmSize";
import table from "./vmSeries.json";

/**
 * VM sizes by series, as numbers or, if constrained, as `4-2`: all that have a price in some region, without ARM, from the table of
 * Azure/karpenter-provider-azure (`pkg/providers/pricing/zz_generated.pricing.go`), made from Azure's public list, and those which
 * that project knows to have none (`skus_missing_price.go`). A price does not say that a region or a subscription has the size.
 */
const sizes: Readonly<Record<string, string>> = table.series;

/** Date of the list, `2026-06-18`. */
export const vmSizesDate = table.date;

/**
 * The sizes of the series that a size belongs to, by name. A series is offered as a whole, so that a size which is not among them
 * does not exist.
 *
 * @returns `undefined` if the series is not known: it may be newer
 */
export function sizesOfSeries(name: string): string[] | undefined {
  const parts = vmSizeParts(name);
  if (!parts) return undefined;
  const suffix = suffixOf(parts);
  return sizes[`${parts.letters}${suffix}`]?.split(" ").map((number) => `Standard_${parts.letters}${number}${suffix}`);
}

/** What follows the number: `s_v5`. */
function suffixOf({ features, accelerator, version }: VmSizeParts): string {
  return [features, accelerator, version].filter((part, index) => index === 0 || part).join("_");
}
