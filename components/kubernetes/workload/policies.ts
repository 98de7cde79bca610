import { apiServerPorts } from "../../../facts/kubernetes/ports";
import { clusterDns } from "../objects";
import type { AppContract } from "./contract";
import { portName, selector } from "./pod";

export const denyAll = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * In from anywhere: a load balancer passes visitors on under their own addresses or the nodes'. A policy for each direction,
 * because k3s (kube-router) lets a pod send to what a policy for both lets in.
 */
export const visitors = {
  podSelector: { matchLabels: selector },
  policyTypes: ["Ingress"],
  ingress: [{ ports: [{ protocol: "TCP", port: portName }] }],
};

/** Out to ports at any address: a policy cannot name the API server, because Cilium never matches a node by a range. */
export function egress({ egressPorts, readsCluster }: AppContract) {
  const ports = [...new Set([...(readsCluster ? apiServerPorts : []), ...egressPorts])];
  const rule = { ports: ports.map((port) => ({ protocol: "TCP", port })) };
  return {
    podSelector: { matchLabels: selector },
    policyTypes: ["Egress"],
    egress: [...(ports.length > 0 ? [rule] : []), ...(egressPorts.length > 0 ? [clusterDns] : [])],
  };
}
