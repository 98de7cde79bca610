/** The shortest maintenance window of AKS, in hours (azure-aks-docs, `planned-maintenance.md`, 2026). */
export const maintenanceHours = 4;
