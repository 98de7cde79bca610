/*
 * Versions of Azure's calls that the lab makes itself, newest stable ones unless said otherwise (Azure/azure-rest-api-specs, read
 * 2026-11; none of these calls has been seen on Azure). The version for any other resource Azure itself names, by its type.
 */
export const apiVersions = {
  resources: "2021-04-01",
  roleAssignments: "2022-04-01",
  roleDefinitions: "2022-04-01",
  eligibilities: "2020-10-01",
  locks: "2016-09-01",
  budgets: "2024-08-01",
  deletedVaults: "2023-07-01",
  subscriptions: "2022-12-01",
  computeUsages: "2024-07-01",
  computeSkus: "2021-07-01",
  networkUsages: "2024-05-01",
  kubernetesVersions: "2025-09-01",
  /** Only previews have AKS's own list of sizes (Learn, `GetVmSkusAsync`). */
  aksSizes: "2026-04-02-preview",
  policyCheck: "2023-03-01",
  /** Newer than that of `roleAssignments`: it has each definition's condition (Learn). */
  permissions: "2022-05-01-preview",
  /** Newer than that of the program's own registry: it has `roleAssignmentMode`. */
  registries: "2025-11-01",
} as const;
