/** Ranges of pods and Services that k3s uses by default (docs.k3s.io, "k3s server", Networking; 2026-11-28). */
export const k3sCidrs = ["10.42.0.0/16", "10.43.0.0/16"];

/** Port of the API server (docs.k3s.io, "k3s server", Listeners; 2026-11-28). */
export const k3sApiServerPort = 6443;

/** The class of claims that name none (docs.k3s.io, "Volumes and Storage"; 2026-11-28). */
export const k3sStorageClass = "local-path";

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

/**
 * Below this part of a disk the kubelet reports DiskPressure, takes no pods and ends those that it has: `eviction-hard` is
 * `imagefs.available<5%,nodefs.available<5%` (k3s-io/k3s, `pkg/daemons/agent/agent_linux.go`).
 */
export const k3sDiskPressure = 0.05;
