/** Minutes to wait between the stop of a cluster and its start: AKS recommends 15 to 30 (azure-aks-docs, `start-stop-cluster.md`, 2026-07). */
export const leastMinutesStopped = 30;
