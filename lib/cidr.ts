import * as ipaddr from "ipaddr.js";

/** What is wrong with an IPv4 range in CIDR form; `undefined` if it is well formed. */
export function cidrFault(text: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || !/\/(?:0|[1-9]\d?)$/.test(text)) {
    return ipaddr.IPv4.isValidFourPartDecimal(text)
      ? `it is one address; as a range it is ${text}/32`
      : "it is not an IPv4 range";
  }
  const network = networkOf(text);
  return text === network ? undefined : `it names a host inside a range; the range is ${network}`;
}

/** The range of an address with a prefix: `10.0.0.0/24` for `10.0.0.7/24`; `undefined` if the text has another form. */
export function networkOf(text: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${text.split("/")[1]}`;
}

/** Number of leading bits that a well-formed range fixes: 24 for `10.0.0.0/24`. */
export function prefixLength(cidr: string): number {
  return ipaddr.IPv4.parseCIDR(cidr)[1];
}

/** Whether two well-formed ranges share an address. If they do, one contains the other. */
export function overlaps(a: string, b: string): boolean {
  const [addressA, bitsA] = ipaddr.IPv4.parseCIDR(a);
  const [addressB, bitsB] = ipaddr.IPv4.parseCIDR(b);
  return addressA.match(addressB, Math.min(bitsA, bitsB));
}

/** Whether a range lies wholly inside another, both well formed. */
export function contains(outer: string, inner: string): boolean {
  return prefixLength(outer) <= prefixLength(inner) && overlaps(outer, inner);
}

/** The address at `offset` in a range: `addressIn("10.0.0.0/16", 10)` is `10.0.0.10`. */
export function addressIn(cidr: string, offset: number): string {
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(cidr).toByteArray();
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
