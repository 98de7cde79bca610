/**
 * vCPUs in a region that a subscription has by default: "VM total cores per subscription" (azure-docs,
 * `includes/azure-virtual-machines-limits-azure-resource-manager.md`, 2020-02-10). A trial, a student's and many new subscriptions have
 * fewer, those of an enterprise agreement more, and all may ask for more.
 */
export const usualVcpuLimit = 20;
