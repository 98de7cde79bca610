/** Service tiers of a registry that the lab uses, the cheaper first. */
export const registryTiers = ["Basic", "Standard"] as const;

export type RegistryTier = (typeof registryTiers)[number];

/** Tokens, and scope maps, that a registry of each tier may have (Learn, "Azure Container Registry service tiers", as of 2025). */
export const mostRegistryTokens: Readonly<Record<RegistryTier, number>> = { Basic: 100, Standard: 500 };

/** Names that a token and a scope map may have (Learn, "Microsoft.ContainerRegistry registries/tokens", 2023-01-01-preview). */
export const registryTokenName = { pattern: /^[a-zA-Z0-9_-]{5,50}$/, longest: 50 };
