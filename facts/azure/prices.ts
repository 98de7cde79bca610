import table from "./machinePrices.json";

/**
 * Prices in US dollars an hour, pay as you go, without taxes and agreements. Those of machines are from the price table of
 * Azure/karpenter-provider-azure (`pkg/providers/pricing/zz_generated.pricing.go`), made from Azure's public list. Rows whose price is
 * not twice that of half the machine are left out: the table has rows of Windows and others among them.
 */
export const pricesDate = table.date;

const machines: Readonly<Record<string, Readonly<Record<string, number>>>> = table.regions;

/** @returns `undefined` if it is not known for the region and VM size, with Linux */
export function machinePrice(region: string, size: string): number | undefined {
  return machines[region]?.[size];
}

/** What Windows adds for each vCPU: the difference between Windows and Linux rows of the D series, in every region. */
export const windowsLicencePrice = 0.046;

/** An AKS cluster's load balancer with up to five rules, and each further rule (Azure's price page "Load Balancer"). */
export const loadBalancerPrice = 0.025;
export const rulesIncluded = 5;
export const furtherRulePrice = 0.01;

/** A Standard public IPv4 address (Azure's price page "IP Addresses"). */
export const addressPrice = 0.005;

/** A registry of the Basic tier: 0.167 a day, with 10 GiB. */
export const basicRegistryPrice = 0.007;

/** Disks by the GiB up to which a size of disk goes; the most of what regions ask. Azure rounds up to the next size. */
export const diskPrices = {
  Premium_LRS: { 32: 0.008, 64: 0.014, 128: 0.028 },
  StandardSSD_LRS: { 32: 0.003, 64: 0.007, 128: 0.014 },
} as const;

/** Hours of a month, as Azure's own calculator counts it. */
export const hoursOfMonth = 730;
