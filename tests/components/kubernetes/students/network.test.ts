import { egressSpec } from "../../../../components/kubernetes/students/network";
import { overlaps } from "../../../../lib/cidr";

const notInternet = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "168.63.129.16/32",
];

/** The ranges that are closed to pods of a space on a cluster with these ranges. */
function closed(ranges: string[]): string[] {
  return egressSpec(ranges).egress.flatMap(({ to }) =>
    to.flatMap((peer) => ("ipBlock" in peer && peer.ipBlock ? peer.ipBlock.except : [])),
  );
}

describe("the network policy of a space", () => {
  it("allows connections to one another, the cluster's DNS and the Internet, and bounds no other direction", () => {
    expect(egressSpec(["10.244.0.0/16", "10.0.0.0/16"])).toEqual({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        { to: [{ podSelector: {} }] },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: notInternet } }] },
      ],
    });
  });

  it.each(["10.244.0.7/32", "172.31.255.1/32", "192.168.1.1/32", "100.127.0.1/32", "127.0.0.1/32"])(
    "closes the private address %s",
    (address) => {
      expect(closed([]).some((range) => overlaps(range, address))).toBe(true);
    },
  );

  it.each(["169.254.169.254/32", "168.63.129.16/32"])(
    "closes %s, where a cloud hands out secrets of the node",
    (address) => {
      expect(closed([]).some((range) => overlaps(range, address))).toBe(true);
    },
  );

  it.each(["8.8.8.8/32", "172.32.0.1/32", "100.128.0.1/32", "168.63.129.17/32"])("leaves %s open", (address) => {
    expect(closed([]).some((range) => overlaps(range, address))).toBe(false);
  });

  it("closes the cluster's own ranges, too, where they are not private", () => {
    expect(closed(["20.0.0.0/16", "10.0.0.0/16", "172.0.0.0/8"])).toEqual([
      ...notInternet,
      "20.0.0.0/16",
      "172.0.0.0/8",
    ]);
  });
});
