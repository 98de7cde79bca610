import { networkingModels } from "../../../simulator/kubernetes/networking";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const policyFaults = (inputs: Inputs) =>
  refusals(networkingModels, "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs);

it("a network policy is refused for ports that no machine has", () => {
  const [egress, ingress] = [
    [{ ports: [{ port: 443, endPort: 70000 }] }],
    [{ ports: [{ port: -1 }, { port: "http" }] }],
  ];
  const allowed = "is no port: allowed is 1 to 65535";
  expect(policyFaults({ spec: { egress, ingress } })).toEqual([`the port -1 ${allowed}`, `the port 70000 ${allowed}`]);
});

describe("the ranges of a network policy", () => {
  const egress = (ipBlock: Inputs) => policyFaults({ spec: { egress: [{ to: [{ ipBlock }] }] } });
  const ingress = (ipBlock: Inputs) => policyFaults({ spec: { ingress: [{ from: [{ ipBlock }] }] } });

  it("may be none, any, or any but some", () => {
    expect(policyFaults({})).toEqual([]);
    expect(policyFaults({ spec: { ingress: [{}], egress: [{ to: [{ podSelector: {} }] }] } })).toEqual([]);
    expect(egress({ cidr: "0.0.0.0/0" })).toEqual([]);
    expect(egress({ cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "168.63.129.16/32"] })).toEqual([]);
  });

  it.each([
    ["in", ingress],
    ["out", egress],
  ])("are well formed, of what comes %s", (_way, faultsOf) => {
    expect(faultsOf({ cidr: "10.0.0.7/24", except: ["10.0.0.300/32"] })).toEqual([
      "range 10.0.0.7/24: it names a host inside a range; the range is 10.0.0.0/24",
      "range 10.0.0.300/32: it is not an IPv4 range",
    ]);
    expect(faultsOf({})).toEqual(["range undefined: it is not an IPv4 range"]);
  });

  it("are refused with exceptions outside them", () => {
    const outside = (range: string) => [`the exception ${range} is not part of 10.0.0.0/8`];
    expect(egress({ cidr: "10.0.0.0/8", except: ["10.0.0.0/9", "10.1.0.0/16"] })).toEqual([]);
    expect(egress({ cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] })).toEqual(outside("11.0.0.0/16"));
    expect(egress({ cidr: "10.0.0.0/8", except: ["0.0.0.0/0"] })).toEqual(outside("0.0.0.0/0"));
    expect(egress({ cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] })).toEqual(outside("10.0.0.0/8"));
  });

  it("are checked in each rule and each peer", () => {
    const bad = { ipBlock: { cidr: "all" } };
    const good = { ipBlock: { cidr: "10.0.0.0/8" } };
    const spec = { ingress: [{ from: [good, bad] }, { from: [bad] }], egress: [{ to: [bad, good] }] };
    expect(policyFaults({ spec })).toEqual(Array(3).fill("range all: it is not an IPv4 range"));
  });
});
