import {
  addressPrice,
  basicRegistryPrice,
  diskPrices,
  furtherRulePrice,
  loadBalancerPrice,
  machinePrice,
  windowsLicencePrice,
} from "../../facts/azure/prices";
import type { Meter } from "../inventory/billed";

/** Prices of machines with Linux, by VM size, in place of those that are stored. */
export type MachinePrices = Readonly<Record<string, number>>;

/**
 * US dollars an hour.
 *
 * @param live prices of today, for the sizes that it has
 * @returns `undefined` if no price is known
 */
export function priceOf(meter: Meter, region: string, live: MachinePrices = {}): number | undefined {
  switch (meter.kind) {
    case "machine": {
      const linux = live[meter.size] ?? machinePrice(region, meter.size);
      return linux === undefined ? undefined : linux + (meter.windows ? meter.vcpus * windowsLicencePrice : 0);
    }
    case "disk":
      return diskPrice(meter.tier, meter.gib);
    case "registry":
      return meter.tier === "Basic" ? basicRegistryPrice : undefined;
    case "loadBalancer":
      return loadBalancerPrice;
    case "rule":
      return furtherRulePrice;
    case "address":
      return addressPrice;
  }
}

/** The price of the next larger disk in the table. */
function diskPrice(tier: string, gib: number | undefined): number | undefined {
  const prices = Object.entries(diskPrices[tier as keyof typeof diskPrices] ?? {});
  return gib === undefined ? undefined : prices.find(([most]) => Number(most) >= gib)?.[1];
}
