/**
 * The last Kubernetes version for which AKS has nodes with Windows Server 2022 (Azure/AKS, changelog of 2026-07-17). With
 * Windows the cluster has it unless another is named: AKS's default of the day will have passed it.
 */
export const lastVersionWithWindows2022 = "1.36";

/**
 * USD an hour of a Standard_D2s_v5 with Windows in koreacentral: 0.118 for the machine (Azure/karpenter-provider-azure, 2026-06-18),
 * and 0.046 for each vCPU's licence, by which Windows and Linux rows of the D series differ in Azure's price list.
 */
export const windowsNodePrice = 0.21;
