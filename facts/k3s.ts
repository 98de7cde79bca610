/** Ranges of pods and Services that k3s uses by default (docs.k3s.io, "k3s server", Networking; 2026-11-28). */
export const k3sCidrs = ["10.42.0.0/16", "10.43.0.0/16"];

/** Port of the API server (docs.k3s.io, "k3s server", Listeners; 2026-11-28). */
export const k3sApiServerPort = 6443;
