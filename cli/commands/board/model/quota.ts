import { quantity } from "../../../../lib/quantity";
import type { Quota } from "../../../exercises/observed";
import type { QuotaLimit } from "../types";

/** Of which the others forbid something altogether: they are always at their limit, which is none. */
const quotaName = "student";

/** The resources of a student's quota of which all is used. One that the class does not have at all is not among them. */
export function limitsReached(quotas: readonly Quota[]): QuotaLimit[] {
  const { hard = {}, used = {} } = quotas.find(({ metadata }) => metadata.name === quotaName)?.status ?? {};
  return Object.entries(used).flatMap(([resource, amount]) => {
    const [taken, limit] = [quantity(amount), quantity(hard[resource] ?? "")];
    const isReached = taken !== undefined && limit !== undefined && taken > 0 && taken >= limit;
    return isReached ? [{ resource, used: amount }] : [];
  });
}
