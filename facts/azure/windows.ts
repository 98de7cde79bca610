/**
 * The last Kubernetes version for which AKS has nodes with Windows Server 2022 (Azure/AKS, changelog of 2026-07-17). With
 * Windows the cluster has it unless another is named: AKS's default of the day will have passed it.
 */
export const lastVersionWithWindows2022 = "1.36";
