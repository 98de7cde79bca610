/**
 * IPv4 ranges that are not reached through the Internet: private (RFC 1918, 1996), shared by a provider's customers (RFC 6598,
 * 2012), loopback (RFC 1122, 1989) and link-local (RFC 3927, 2005). At a link-local address clouds answer their machines'
 * questions about themselves.
 */
export const nonPublicRanges: readonly string[] = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  ...["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
];

/** IPv4 ranges that no host has (RFC 6890, 2013-04; RFC 5771, 2010-03): this network, loopback, link-local, multicast, reserved. */
export const hostlessCidrs = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

/** Ports that a program may listen on without being an administrator (RFC 6335, 2011-08: 0 to 1023 are the system's). */
export const lowestPort = 1024;
export const highestPort = 65_535;

/** The widest IPv4 range that one owner has, a /8 (IANA, "IPv4 Address Space Registry"). */
export const widestOwnedPrefix = 8;
