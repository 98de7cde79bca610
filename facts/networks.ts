/** IPv4 ranges that no host has (RFC 6890, 2013-04; RFC 5771, 2010-03): this network, loopback, link-local, multicast, reserved. */
export const hostlessCidrs = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

/** Ports that a program may listen on without being an administrator (RFC 6335, 2011-08: 0 to 1023 are the system's). */
export const lowestPort = 1024;
export const highestPort = 65_535;

/** The widest IPv4 range that one owner has, a /8 (IANA, "IPv4 Address Space Registry"). */
export const widestOwnedPrefix = 8;
