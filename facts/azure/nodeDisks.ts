/**
 * GB of a node's disk. AKS's own node images fill 21 to 26 of 29 GB (Azure/AKS, `vhd-notes/aks-ubuntu/AKSUbuntu-2404`, 202607.09.0),
 * so a disk of 32 GB is nearly full before the first pod. 64 GB is the next size of Premium SSD (P6), about 0.014 USD an hour; the
 * default of 128 GB (P10) costs twice as much. A disk on the machine itself would be free and faster, but the sizes that have one
 * are of another family and cost more an hour, and Standard_D2s_v5 has none.
 */
export const linuxDiskGb = 64;

/** GB that a node's image fills at most (the same notes). */
export const nodeImageGb = 26;

/** The least for a node that is to run pods besides AKS's own. */
export const leastNodeDiskGb = 64;

/** Share of a disk below which the kubelet evicts pods (kubernetes.io, "Node-pressure Eviction", `nodefs.available`). */
const evictionShare = 0.1;

/** MiB of a node's disk that are left for images, and for what containers write and log. */
export function scratchMebibytes(diskGb: number): number {
  const mebibytes = (gb: number) => (gb * 1e9) / 2 ** 20;
  return Math.max(0, Math.floor(mebibytes(diskGb) * (1 - evictionShare) - mebibytes(nodeImageGb)));
}
