import { addressIn, cidrFault, contains, overlaps, prefixLength } from "../../lib/cidr";

describe("cidrFault", () => {
  it.each(["0.0.0.0/0", "10.0.0.0/8", "10.100.0.0/28", "203.0.113.7/32", "255.255.255.255/32"])(
    "finds nothing wrong with %s",
    (text) => {
      expect(cidrFault(text)).toBeUndefined();
    },
  );

  it.each([
    "",
    "*",
    "Internet",
    "10.0.0.300/24",
    "10.0.0/24",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/8.0",
    "10.0.0.0/",
    "/24",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "10.0.0.0/08",
    "10.0.0.0/24/24",
    "10.0.0.0/24,10.1.0.0/24",
    " 10.0.0.0/24",
    "10.0.0.0/24\n",
    "::/0",
    "2001:db8::/32",
  ])("refuses %j: not an IPv4 range", (text) => {
    expect(cidrFault(text)).toBe("it is not an IPv4 range");
  });

  it("refuses one address, and says how it is written as a range", () => {
    expect(cidrFault("1.2.3.4")).toBe("it is one address; as a range it is 1.2.3.4/32");
  });

  it("refuses a host's address, and says which range it is in", () => {
    expect(cidrFault("10.0.0.7/24")).toBe("it names a host inside a range; the range is 10.0.0.0/24");
  });
});

describe("prefixLength", () => {
  it.each([
    ["0.0.0.0/0", 0],
    ["10.0.0.0/24", 24],
    ["1.2.3.4/32", 32],
  ])("of %s is %d", (cidr, bits) => {
    expect(prefixLength(cidr)).toBe(bits);
  });
});

describe("overlaps", () => {
  it.each([
    ["10.0.0.0/16", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["0.0.0.0/0", "203.0.113.7/32", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["10.0.0.0/24", "10.0.1.0/24", false],
    ["10.0.0.0/25", "10.0.0.128/25", false],
  ])("of %s and %s is %s", (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
  });
});

describe("contains", () => {
  it.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.0.0/16", "10.0.0.0/16", true],
    ["10.0.255.0/24", "10.0.0.0/16", false],
    ["10.0.0.0/16", "10.1.0.0/24", false],
  ])("of %s around %s is %s", (outer, inner, expected) => {
    expect(contains(outer, inner)).toBe(expected);
  });
});

describe("addressIn", () => {
  it.each([
    ["10.0.0.0/16", 10, "10.0.0.10"],
    ["10.0.0.0/16", 256, "10.0.1.0"],
    ["10.0.0.0/8", 65_536, "10.1.0.0"],
    ["172.16.255.0/24", 0, "172.16.255.0"],
    ["255.255.255.0/24", 255, "255.255.255.255"],
  ])("of %s at %d is %s", (cidr, offset, address) => {
    expect(addressIn(cidr, offset)).toBe(address);
  });
});
