/**
 * Types of the lab's resources that cost nothing by themselves (Azure's price pages, 2026-11: "Virtual Network", "IP Addresses", "Azure
 * Kubernetes Service" for the Free tier, "Logic Apps" by action). What is in none of the lists here and in `prices.ts` has no known price.
 */
export const freeTypes: readonly string[] = [
  "microsoft.resources/resourcegroups",
  "microsoft.authorization/roleassignments",
  "microsoft.authorization/roledefinitions",
  "microsoft.authorization/locks",
  "microsoft.consumption/budgets",
  "microsoft.keyvault/locations/deletedvaults",
  "microsoft.network/virtualnetworks",
  "microsoft.network/virtualnetworks/subnets",
  "microsoft.network/networkinterfaces",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/networksecuritygroups/securityrules",
  "microsoft.network/routetables",
  "microsoft.managedidentity/userassignedidentities",
  "microsoft.logic/workflows",
  "microsoft.devtestlab/schedules",
  "microsoft.containerregistry/registries/cacherules",
  "microsoft.containerservice/managedclusters/agentpools",
  "microsoft.compute/virtualmachines/extensions",
];
