/**
 * Most nodes that a class's laptop has memory for: 1,600 MiB for the server and 275 for each agent, before any pod
 * (docs.k3s.io, "Resource Profiling", of v1.26.5; 2026-11).
 */
export const mostLocalNodes = 8;
