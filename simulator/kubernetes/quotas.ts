import type * as core from "@pulumi/kubernetes/core/v1";
import type { input as args } from "@pulumi/kubernetes/types";
import type { Unwrap } from "@pulumi/pulumi";
import { quantity } from "../../lib/quantity";
import { faultsOf } from "../model";

function amountFaults(amounts: Readonly<Record<string, unknown>>, of: string): string[] {
  return Object.entries(amounts)
    .filter(([, amount]) => quantity(String(amount)) === undefined)
    .map(([key, amount]) => `${of} ${key} is ${JSON.stringify(amount)}, which is not a quantity`);
}

export function quotaFaults({ spec }: Unwrap<core.ResourceQuotaArgs>): string[] {
  const hard = spec?.hard ?? {};
  return [...faultsOf([Object.keys(hard).length === 0, "it limits nothing"]), ...amountFaults(hard, "the quota of")];
}

/** The bounds of a limit range, from the lowest to the highest. */
const rising = ["min", "defaultRequest", "default", "max"] as const;
type Bound = (typeof rising)[number];

export function limitRangeFaults({ spec }: Unwrap<core.LimitRangeArgs>): string[] {
  return (spec?.limits ?? []).flatMap((limit) => [
    ...rising.flatMap((bound) => amountFaults(limit[bound] ?? {}, `${limit.type}: ${bound} of`)),
    ...faultsOf([
      limit.type !== "Container" && (limit.default !== undefined || limit.defaultRequest !== undefined),
      `${limit.type}: only a Container has defaults`,
    ]),
    ...rising.flatMap((bound, index) => rising.slice(index + 1).flatMap((next) => orderFaults(limit, bound, next))),
  ]);
}

function orderFaults(limit: Unwrap<args.core.v1.LimitRangeItem>, bound: Bound, next: Bound): string[] {
  const [low, high] = [limit[bound] ?? {}, limit[next] ?? {}];
  return Object.keys(low)
    .filter((key) => quantity(String(low[key]))! > quantity(String(high[key]))!)
    .map((key) => `${limit.type}: ${bound} of ${key} is ${low[key]}, and ${next} only ${high[key]}`);
}
