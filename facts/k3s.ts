/** Ranges of pods and Services that k3s takes when it is told nothing else (docs.k3s.io, "k3s server", Networking). */
export const k3sCidrs = ["10.42.0.0/16", "10.43.0.0/16"];
