/**
 * A public address that in every virtual network is Azure's own: its DNS, and the WireServer, which hands out a machine's
 * secrets (Learn, "What is IP address 168.63.129.16?", as of 2026-08).
 */
export const azurePlatformAddress = "168.63.129.16/32";
