/**
 * Standard public addresses that many subscriptions may have in a region unless they ask for more (azure-docs,
 * `includes/azure-virtual-network-limits.md`, 2026).
 */
export const usualAddressLimit = 10;
