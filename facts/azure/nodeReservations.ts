/** What a node of AKS does not leave for pods that can run on any node. Estimates, rounded up. */

/** Pods of a node where its pool does not say (Learn, "IP address planning for AKS", 2024-05-28, overlay). */
export const defaultMaxPods = 250;

/** What the cluster's own pods request on each node, and once. CPU in thousandths, memory in MiB. */
export const systemPods = {
  /**
   * On each node: azure-cns 40m 250Mi, azure-ip-masq-agent 100m 50Mi, cloud-node-manager 50m 50Mi, both CSI drivers 30m 60Mi
   * (on nodes that people printed with `kubectl describe node`, see `hiddenShare`), and cilium 100m 100Mi for its init container
   * (Azure/azure-container-networking, manifests of cilium v1.18; Azure/AKS #5244), or kube-proxy 100m. That is 350m, 570Mi and
   * six pods, or seven with Calico.
   */
  eachNode: { cpu: 400, memory: 640, pods: 8 },
  /**
   * Once: two coredns of 100m 70Mi, two metrics-server of 156m 134Mi, two konnectivity-agent of 20m 20Mi, and the autoscaler of
   * coredns 20m 10Mi (the same nodes). That is 572m and 458Mi; cilium-operator and Calico request nothing.
   */
  once: { cpu: 700, memory: 512, pods: 16 },
} as const;

/**
 * Share of a machine's memory that its system never shows: 2.1 % of 32 GiB, 3.1 % of 8 GiB and 4.0 % of 4 GiB on printed nodes
 * (Kubernetes 1.30, 2025-02 and 2025-03; Azure/AKS #3525).
 */
const hiddenShare = 0.05;

/** MiB below which the kubelet evicts pods (Learn, "Node resource reservations in AKS", 2024-04-16). */
const evictionMemory = 100;

/**
 * Thousandths of a CPU that AKS reserves. Its table for 1, 2, 4, 8 … 64 cores is 60, 100, 140, 180 … 740 (the same page): 60 for
 * the first, 40 for the second, 20 each for the next two and 10 for each more. Azure/karpenter-provider-azure counts the same
 * way between the rows.
 */
export function reservedCpu(cpus: number): number {
  return [60, 40, 20, 20].slice(0, cpus).reduce((sum, one) => sum + one, 0) + 10 * Math.max(0, cpus - 4);
}

/**
 * MiB of a machine's memory that are not for pods. AKS reserves 20 MiB for each pod and 50 MiB, but at most a quarter (the same
 * page, which says MB; the printed nodes had MiB).
 *
 * @param memory MiB of the machine
 */
export function reservedMemory(memory: number, maxPods: number): number {
  return memory * hiddenShare + Math.min(20 * maxPods + 50, memory / 4) + evictionMemory;
}
