/*
 * Versions of Azure's calls that the lab makes itself, newest stable ones unless said otherwise (Azure/azure-rest-api-specs, read
 * 2026-11; none of these calls has been seen on Azure). The version for any other resource Azure itself names, by its type.
 */
export const apiVersions = {
  resources: "2021-04-01",
  roleAssignments: "2022-04-01",
  roleDefinitions: "2022-04-01",
  locks: "2016-09-01",
  budgets: "2024-08-01",
  deletedVaults: "2023-07-01",
} as const;
