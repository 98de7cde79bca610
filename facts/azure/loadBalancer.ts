/**
 * How AKS makes Azure's load balancer probe nodes for a Service with `externalTrafficPolicy: Local`: HTTP `/healthz` at the Service's
 * `healthCheckNodePort`. Fewer seconds and fewer probes are refused (kubernetes-sigs/cloud-provider-azure,
 * `pkg/provider/azure_loadbalancer_healthprobe.go`, read 2026-11-28).
 */
export const loadBalancerProbe = { seconds: 5, silentProbes: 2 };

/** Seconds that probes may need to find a node without a ready pod, and five for what follows them. */
export const loadBalancerDrainSeconds = loadBalancerProbe.seconds * loadBalancerProbe.silentProbes + 5;
