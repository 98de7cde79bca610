/** Ranges of pods and Services that k3s uses by default (docs.k3s.io, "k3s server", Networking). */
export const k3sCidrs = ["10.42.0.0/16", "10.43.0.0/16"];

/** Most nodes that a class's laptop has memory for: 1,600 MiB for the server and 275 for each agent, before any pod. */
export const mostLocalNodes = 8;
