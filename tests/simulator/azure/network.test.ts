import type { Inputs } from "../../../simulator/model";
import { networkModels } from "../../../simulator/azure/network";
import { answerOf, refusals } from "../helpers";

const group = { resourceGroupName: "lab", location: "koreacentral" };

describe("a public address", () => {
  const type = "azure-native:network:PublicIPAddress";
  const right = {
    ...group,
    sku: { name: "Standard" },
    publicIPAllocationMethod: "Static",
    dnsSettings: { domainNameLabel: "lab-1a2b" },
  };
  const labelled = (label: string) => ({ ...right, dnsSettings: { domainNameLabel: label } });

  it("has an address of those set aside for documents, and a name in its region", () => {
    expect(answerOf(networkModels, type, right).outputs).toMatchObject({
      ipAddress: "203.0.113.10",
      dnsSettings: { domainNameLabel: "lab-1a2b", fqdn: "lab-1a2b.koreacentral.cloudapp.azure.com" },
    });
  });

  it("needs no DNS label, and then has no name", () => {
    const { dnsSettings: _, ...nameless } = right;
    expect(refusals(networkModels, type, nameless)).toEqual([]);
    expect(Object.keys(answerOf(networkModels, type, nameless).outputs).sort()).toEqual(["ipAddress", "name"]);
  });

  it.each(["abc", "lab-1a2b", "a--b", "a".repeat(63)])("accepts the DNS label %j", (label) => {
    expect(refusals(networkModels, type, labelled(label))).toEqual([]);
  });

  it.each(["", "ab", "1abc", "-abc", "abc-", "Lab", "a_b", "a.b", "a b", "a".repeat(64)])(
    "refuses the DNS label %j",
    (label) => {
      expect(refusals(networkModels, type, labelled(label))).toEqual([
        `the DNS label ${JSON.stringify(label)} is not 3 to 63 lower-case letters, digits and hyphens, a letter first`,
      ]);
    },
  );

  it("must be Static if it is Standard", () => {
    const dynamic = { ...right, publicIPAllocationMethod: "Dynamic" };
    const { publicIPAllocationMethod: _, ...unsaid } = right;
    for (const inputs of [dynamic, unsaid]) {
      expect(refusals(networkModels, type, inputs)).toEqual(["a Standard address must be Static"]);
    }
  });
});

describe("a network security group", () => {
  const type = "azure-native:network:NetworkSecurityGroup";
  const rule = (name: string, priority: number, direction = "Inbound") => ({ name, priority, direction });
  const of = (...securityRules: Inputs[]) => refusals(networkModels, type, { ...group, securityRules });

  it("may have no rules", () => {
    expect(of()).toEqual([]);
    expect(refusals(networkModels, type, group)).toEqual([]);
  });

  it("accepts priorities from 100 to 4096, the same one once in each direction", () => {
    expect(of(rule("a", 100), rule("b", 4096), rule("c", 100, "Outbound"))).toEqual([]);
  });

  it.each([99, 4097, 0, -1, 100.5])("refuses the priority %p", (priority) => {
    expect(of(rule("web", priority))).toEqual([
      `the priority ${priority} of security rule web is not a whole number from 100 to 4096`,
    ]);
  });

  it("refuses a rule without a priority", () => {
    expect(of({ name: "web", direction: "Inbound" })).toEqual([
      "the priority undefined of security rule web is not a whole number from 100 to 4096",
    ]);
  });

  it("refuses two rules of the same priority and direction, and reports it once however many there are", () => {
    expect(of(rule("a", 100), rule("b", 100), rule("c", 100), rule("d", 110))).toEqual([
      "two security rules have the same priority 100 (Inbound)",
    ]);
  });

  it("refuses two rules of the same name, also in different directions", () => {
    expect(of(rule("web", 100), rule("web", 110, "Outbound"))).toEqual(["two security rules have the name web"]);
  });

  it("compares names without regard to case, so it refuses web next to Web", () => {
    expect(of(rule("web", 100), rule("Web", 110))).toEqual(["two security rules have the name Web"]);
  });
});

describe("a virtual network", () => {
  const type = "azure-native:network:VirtualNetwork";
  const net = (subnets: Inputs[] | undefined, ...addressPrefixes: string[]) => ({
    ...group,
    virtualNetworkName: "net",
    addressSpace: { addressPrefixes },
    ...(subnets && { subnets }),
  });
  const subnet = (name: string, addressPrefix: string) => ({ name, addressPrefix });
  const of = (...args: Parameters<typeof net>) => refusals(networkModels, type, net(...args));

  it("gives each of its subnets an id", () => {
    const { id, outputs } = answerOf(networkModels, type, net([subnet("a", "10.0.0.0/24")], "10.0.0.0/16"));
    expect(outputs["subnets"]).toEqual([{ name: "a", addressPrefix: "10.0.0.0/24", id: `${id}/subnets/a` }]);
  });

  it("may have no subnets, one as wide as itself, or several side by side", () => {
    expect(of(undefined, "10.0.0.0/16")).toEqual([]);
    expect(of([subnet("a", "10.0.0.0/16")], "10.0.0.0/16")).toEqual([]);
    expect(of([subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")], "10.0.0.0/16")).toEqual([]);
  });

  it("may have several ranges, with subnets in each", () => {
    expect(of([subnet("a", "10.0.0.0/24"), subnet("b", "10.8.0.0/24")], "10.0.0.0/16", "10.8.0.0/16")).toEqual([]);
  });

  it.each([
    ["beside it", "10.1.0.0/24"],
    ["wider than it", "10.0.0.0/8"],
  ])("refuses a subnet %s", (_where, cidr) => {
    expect(of([subnet("far", cidr)], "10.0.0.0/16")).toEqual([
      `subnet far (${cidr}) lies outside its network (10.0.0.0/16)`,
    ]);
  });

  it("names all its ranges to a subnet that lies in none", () => {
    expect(of([subnet("far", "10.9.0.0/24")], "10.0.0.0/16", "10.8.0.0/16")).toEqual([
      "subnet far (10.9.0.0/24) lies outside its network (10.0.0.0/16, 10.8.0.0/16)",
    ]);
  });

  it("refuses subnets that overlap", () => {
    const subnets = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.0.128/25"), subnet("c", "10.0.2.0/24")];
    expect(of(subnets, "10.0.0.0/16")).toEqual(["subnets a and b overlap"]);
  });

  it("refuses two subnets of the same name", () => {
    expect(of([subnet("a", "10.0.0.0/24"), subnet("a", "10.0.1.0/24")], "10.0.0.0/16")).toEqual([
      "two subnets have the name a",
    ]);
  });

  it("accepts a subnet whose ranges are a list, as Azure does", () => {
    expect(of([{ name: "a", addressPrefixes: ["10.0.0.0/24"] }], "10.0.0.0/16")).toEqual([]);
  });

  it("accepts IPv6 ranges next to IPv4 ones, as Azure does", () => {
    const subnets = [{ name: "a", addressPrefixes: ["10.0.0.0/24", "fd00:db8::/64"] }];
    expect(of(subnets, "10.0.0.0/16", "fd00:db8::/48")).toEqual([]);
  });

  it("refuses subnets whose names differ in case only", () => {
    expect(of([subnet("web", "10.0.0.0/24"), subnet("Web", "10.0.1.0/24")], "10.0.0.0/16")).toEqual([
      "two subnets have the name Web",
    ]);
  });

  it.each(["10.0.0.0/33", "10.0.0.5/24", "10.0.0.0", "ten"])(
    "reports the malformed range %j and does not throw",
    (cidr) => {
      const [message, ...others] = of([subnet("a", cidr)], "10.0.0.0/16");
      expect(message).toContain(cidr);
      expect(others).toEqual([]);
    },
  );
});

describe("a network interface", () => {
  it("is taken as it is", () => {
    const ipConfigurations = [{ name: "host", subnet: { id: "of-a-subnet" } }];
    expect(refusals(networkModels, "azure-native:network:NetworkInterface", { ...group, ipConfigurations })).toEqual(
      [],
    );
  });
});
