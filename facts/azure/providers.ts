/**
 * Namespaces of what the lab makes: a subscription must be registered for each, once (Learn, "Azure resource providers and types").
 * Storage is for the disks of nodes and volumes, Consumption for the budget.
 */
export const labProviders = [
  "ContainerService",
  "ContainerRegistry",
  "Compute",
  "Network",
  "Storage",
  "ManagedIdentity",
  "DevTestLab",
  "Logic",
  "Consumption",
].map((name) => `Microsoft.${name}`);
