/** Default ranges of pods and Services (docs.k3s.io, "k3s server", Networking). */
export const k3sCidrs = ["10.42.0.0/16", "10.43.0.0/16"];

/** Default of the kubelet (kubernetes.io, "kubelet", `--max-pods`). */
export const k3sMaxPods = 110;

/**
 * What k3s's own pods request: coredns and metrics-server 100m 70Mi each, and local-path-provisioner (k3s-io/k3s, `manifests/`).
 * CPU in thousandths, memory in MiB.
 */
export const k3sSystemPods = { cpu: 200, memory: 140, pods: 3 } as const;

/** MiB: 1,596 M and 275 M at the 95th percentile without pods (docs.k3s.io, "Resource Profiling", of v1.26.5). */
const [serverMemory, agentMemory] = [1600, 275];

/** Memory in MiB that `nodes` k3s containers use themselves: one server, and agents. An estimate. */
export function k3sMemory(nodes: number): number {
  return nodes === 0 ? 0 : serverMemory + (nodes - 1) * agentMemory;
}

/** Most nodes that a class's laptop has memory for: 1,600 MiB for the server and 275 for each agent, before any pod. */
export const mostLocalNodes = 8;
