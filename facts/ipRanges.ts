/**
 * IPv4 ranges that are not reached through the Internet: private (RFC 1918, 1996), shared by a provider's customers (RFC 6598,
 * 2012), loopback (RFC 1122, 1989) and link-local (RFC 3927, 2005). At a link-local address clouds answer their machines'
 * questions about themselves.
 */
export const nonPublicRanges: readonly string[] = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  ...["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
];
