import { type RegistryTier, mostRegistryTokens } from "../../facts/azure/registry";
import type { SimulatedResource } from "../../simulator";

/** Tokens of students in a registry on Azure. */
export interface RegistryTokens {
  readonly tier: string;
  readonly tokens: number;
  /** How many the tier holds. */
  readonly atMost: number;
}

/** `undefined` without a registry on Azure, and for one that has no tokens. */
export function registryTokensIn(resources: readonly SimulatedResource[]): RegistryTokens | undefined {
  const ofType = (type: string) => resources.filter((one) => one.type === `azure-native:containerregistry:${type}`);
  const { sku } = (ofType("Registry")[0]?.inputs ?? {}) as { sku?: { name: RegistryTier } };
  const tier = sku?.name;
  const tokens = ofType("Token").length;
  return tier === undefined || tokens === 0 ? undefined : { tier, tokens, atMost: mostRegistryTokens[tier] };
}
