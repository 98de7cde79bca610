/** AKS's classes of Standard SSD disks, of which `default` is for claims that name none (azure-aks-docs, `concepts-storage.md`). */
export const aksStorageClasses = ["default", "managed-csi"];
