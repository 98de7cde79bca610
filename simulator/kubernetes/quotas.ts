import { quantity } from "../../lib/quantity";
import { type Inputs, faultsOf } from "../model";

function amountFaults(amounts: Inputs, of: string): string[] {
  return Object.entries(amounts)
    .filter(([, amount]) => quantity(String(amount)) === undefined)
    .map(([key, amount]) => `${of} ${key} is ${JSON.stringify(amount)}, which is no quantity`);
}

export function quotaFaults({ spec = {} }: Inputs): string[] {
  const hard: Inputs = spec["hard"] ?? {};
  return [...faultsOf([Object.keys(hard).length === 0, "it limits nothing"]), ...amountFaults(hard, "the quota of")];
}

/** The bounds of a limit range, each of which is at most what the next one is. */
const rising = ["min", "defaultRequest", "default", "max"];

export function limitRangeFaults({ spec = {} }: Inputs): string[] {
  return ((spec["limits"] ?? []) as Inputs[]).flatMap((limit) => [
    ...rising.flatMap((bound) => amountFaults(limit[bound] ?? {}, `${limit["type"]}: ${bound} of`)),
    ...faultsOf([
      limit["type"] !== "Container" && (limit["default"] !== undefined || limit["defaultRequest"] !== undefined),
      `${limit["type"]}: only a Container has defaults`,
    ]),
    ...rising.flatMap((bound, index) => rising.slice(index + 1).flatMap((next) => orderFaults(limit, bound, next))),
  ]);
}

function orderFaults(limit: Inputs, bound: string, next: string): string[] {
  const [low, high]: Inputs[] = [limit[bound] ?? {}, limit[next] ?? {}];
  return Object.keys(low!)
    .filter((key) => quantity(String(low![key]))! > quantity(String(high![key]))!)
    .map((key) => `${limit["type"]}: ${bound} of ${key} is ${low![key]}, and ${next} only ${high![key]}`);
}
