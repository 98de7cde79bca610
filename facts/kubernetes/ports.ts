/**
 * Ports on which the parts of a node listen: etcd, API server, the pods' network, kubelet, kube-proxy, controllers and
 * scheduler (docs.k3s.io, "Requirements", and kubernetes.io, "Ports and Protocols"; both as of 2026-11-28).
 */
export const nodePorts: readonly number[] = [
  ...[2379, 2380, 2381, 6443, 6444, 8472],
  ...[10248, 10249, 10250, 10256, 10257, 10258, 10259, 51820, 51821],
];

/** Ports on which API servers answer: 443 on AKS, 6443 on most others (kubernetes.io, "Ports and Protocols", 2026-11-28). */
export const apiServerPorts: readonly number[] = [443, 6443];
