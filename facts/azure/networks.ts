/**
 * A public address that in every virtual network is Azure's own: its DNS, and the WireServer, which hands out a machine's
 * secrets (Learn, "What is IP address 168.63.129.16?", as of 2026-08).
 */
export const azurePlatformAddress = "168.63.129.16/32";

/** The range of the network that AKS makes for the nodes (Learn, "Plan IP addressing for your AKS clusters"). */
export const nodeCidr = "10.224.0.0/12";

/** Ranges that AKS reserves, whatever the cluster's own ranges are (the same page). */
export const aksCidrs = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];

/** Ranges that no virtual network on Azure may have (Learn, "Azure Virtual Network FAQ"). */
export const azureCidrs = ["127.0.0.0/8", azurePlatformAddress, "224.0.0.0/4"];

/** Prefix of the range that each node takes out of the pods' range (Learn, "Azure CNI Overlay networking"). */
export const podRangePrefix = 24;
