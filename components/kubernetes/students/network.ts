import { contains } from "../../../lib/cidr";

/** What is not the Internet: private, link-local (the metadata service is there) and shared ranges, and Azure's own address. */
const notInternet = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  ...["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32"],
];

/**
 * What pods of a space may talk to: one another, the cluster's DNS, and the Internet. So pods of two students never meet,
 * by address, by Service, by node port or by load balancer: engines see where a connection ends up.
 *
 * In comes what is not stopped there. An address says nothing of who it was: load balancers pass on visitors under the
 * nodes' addresses, and Cilium, which AKS has, takes no range as meaning a node (docs.cilium.io, "Caveats"; Learn, "Azure
 * CNI Powered by Cilium"). A rule that left out the pods' range would leave out most visitors on AKS.
 *
 * AKS's DNS of its own on each node (LocalDNS) would need a rule more; clusters with policies do not get it (Azure/AKS,
 * CHANGELOG.md).
 *
 * @param clusterRanges Ranges of pods, Services and nodes, in CIDR form.
 */
export function policySpec(clusterRanges: readonly string[]) {
  const own = clusterRanges.filter((range) => !notInternet.some((other) => contains(other, range)));
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [{}],
    egress: [
      { to: [{ podSelector: {} }] },
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
            podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })),
      },
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...notInternet, ...own] } }] },
    ],
  };
}
