import { nodePorts } from "../../../facts/kubernetes/ports";
import { isOwnCluster } from "../cluster";
import { type Attack, type Refusal, byKubernetes, byPolicy } from "./attack";
import type { Place } from "./place";
import { create, patch } from "./requests";

interface ServiceChange {
  readonly metadata?: object;
  readonly spec?: object;
}

type Row = readonly [name: string, harm: string, change: ServiceChange, stopped: Refusal];

/** Services that would take what belongs to others. @param existing name of a Service of the student's */
export function serviceAttacks(place: Place, existing: string): Attack[] {
  const rows = [...sizeRows, ...addressRows(place), ...portRows, ...annotationRows, ...nameRows];
  const created = rows.map(([name, harm, change, stopped]) => ({
    name: `a Service ${name}`,
    harm,
    request: create("services", place.own, serviceWith(change)),
    // In a dry run Kubernetes assigns no address and no port, so it does not notice that one is taken.
    ...(stopped.by === "Kubernetes" && { really: true as const }),
    stopped,
  }));
  // Each is tried as a change of a Service that is harmless, too.
  const changed = rows
    .filter(([, , , { by }]) => by.startsWith("policy"))
    .map(([name, harm, change, stopped]) => ({
      name: `a change to a Service ${name}`,
      harm,
      request: patch("services", place.own, existing, change),
      stopped,
    }));
  return [...created, ...changed];
}

const usual = { selector: { app: "attack" }, ports: [{ port: 8080 }] };

function serviceWith({ metadata, spec }: ServiceChange) {
  return { metadata: { name: "attack", ...metadata }, spec: { ...usual, ...spec } };
}

const portsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `p${index}`, port: first + index }));

const busy = "every node was busy with its rules, and everybody's network stood still for minutes";
const ranges = (count: number) => Array.from({ length: count }, (_, index) => `198.51.100.${index}/32`);

const sizeRows: Row[] = [
  ["of 11 ports", busy, { spec: { ports: portsFrom(8000, 11) } }, byPolicy("services", "10 ports")],
  ["of 500 ports", busy, { spec: { ports: portsFrom(1000, 500) } }, byPolicy("services", "10 ports")],
  [
    "with 11 source ranges",
    busy,
    { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ranges(11) } },
    byPolicy("services", "10 source ranges"),
  ],
  [
    "with many source ranges in its annotation",
    busy,
    {
      metadata: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": ranges(250).join(",") } },
      spec: { type: "LoadBalancer" },
    },
    byPolicy("services", "annotations"),
  ],
];

function addressRows({ app, addresses }: Place): Row[] {
  const taken = "it took traffic of others";
  return [
    ["with an external address", taken, { spec: { externalIPs: ["10.0.0.1"] } }, byPolicy("services", "externalIPs")],
    [
      "with the app's address as an external one",
      taken,
      { spec: { externalIPs: [app.clusterIP] } },
      byPolicy("services", "externalIPs"),
    ],
    [
      "with an address of its choice at the load balancer",
      taken,
      { spec: { type: "LoadBalancer", loadBalancerIP: "203.0.113.20" } },
      byPolicy("services", "loadBalancerIP"),
    ],
    ["with the app's address", taken, { spec: { clusterIP: app.clusterIP } }, byKubernetes(422, "allocated")],
    [
      "with the address of the cluster's DNS",
      taken,
      { spec: { clusterIP: addresses.dns } },
      byKubernetes(422, "allocated"),
    ],
    [
      "with the address of the API server",
      taken,
      { spec: { clusterIP: addresses.apiServer } },
      byKubernetes(422, "allocated"),
    ],
    ["with the metadata address", taken, { spec: { clusterIP: "169.254.169.254" } }, byKubernetes(422, "range")],
    [
      "on the app's node port",
      taken,
      { spec: { type: "NodePort", ports: [{ port: 8080, nodePort: app.nodePort }] } },
      byKubernetes(422, "allocated"),
    ],
    [
      "on a node port of the kubelet",
      taken,
      { spec: { type: "NodePort", ports: [{ port: 8080, nodePort: 10250 }] } },
      byKubernetes(422, "range"),
    ],
  ];
}

/** Ports that no lesson needs, some of them of what may run on a node. */
const otherPorts = [
  1, 22, 53, 81, 111, 179, 442, 444, 2049, 3306, 5001, 5432, 6379, 7999, 9000, 9100, 30000, 32767, 65535,
];

/** On the lab's own cluster all load balancers share the nodes' ports. */
const appsPortRow: Row = [
  "of a load balancer on the app's port",
  "it took the app's visitors, or waited for a port for ever",
  { spec: { type: "LoadBalancer", ports: [{ port: 80 }] } },
  byPolicy("services", "port 80"),
];

const portRows: Row[] = [
  ...nodePorts.map((port): Row => [
    `of a load balancer on port ${port}`,
    "connections to that port of each node went to the student's pods",
    { spec: { type: "LoadBalancer", ports: [{ port }] } },
    byPolicy("services", "load balancer has ports"),
  ]),
  ...otherPorts.map((port): Row => [
    `of a load balancer on port ${port}`,
    "the same, for what may run on a node or come later",
    { spec: { type: "LoadBalancer", ports: [{ port }] } },
    byPolicy("services", "load balancer has ports"),
  ]),
  [
    "of a load balancer whose second port is the kubelet's",
    "the first port alone was looked at",
    {
      spec: {
        type: "LoadBalancer",
        ports: [
          { name: "a", port: 8080 },
          { name: "b", port: 10250 },
        ],
      },
    },
    byPolicy("services", "load balancer has ports"),
  ],
  [
    "of a load balancer on UDP port 8472",
    "the network of the pods between nodes stood still",
    { spec: { type: "LoadBalancer", ports: [{ port: 8472, protocol: "UDP" }] } },
    byPolicy("services", "load balancer has ports"),
  ],
  ...(isOwnCluster ? [appsPortRow] : []),
];

/** Of cloud providers, load balancers, DNS and service meshes. */
const annotations = [
  "azure-load-balancer-internal",
  "azure-load-balancer-ipv4",
  "azure-load-balancer-ipv6",
  "azure-load-balancer-resource-group",
  "azure-load-balancer-internal-subnet",
  "azure-load-balancer-mode",
  "azure-load-balancer-tcp-idle-timeout",
  "azure-load-balancer-enable-high-availability-ports",
  "azure-load-balancer-health-probe-request-path",
  "azure-dns-label-name",
  "azure-shared-securityrule",
  "azure-allowed-service-tags",
  "azure-allowed-ip-ranges",
  "azure-deny-all-except-load-balancer-source-ranges",
  "azure-additional-public-ips",
  "azure-pip-name",
  "azure-pip-name-ipv6",
  "azure-pip-prefix-id",
  "azure-pip-tags",
  "azure-pls-create",
  "azure-pls-name",
  "azure-pls-visibility",
  "azure-pls-auto-approval",
  "azure-disable-load-balancer-floating-ip",
  "aws-load-balancer-type",
].map((name) => `service.beta.kubernetes.io/${name}`);

const otherAnnotations = [
  "svccontroller.k3s.cattle.io/priorityclassname",
  "svccontroller.k3s.cattle.io/tolerations",
  "metallb.universe.tf/loadBalancerIPs",
  "metallb.io/allow-shared-ip",
  "kube-vip.io/loadbalancerIPs",
  "io.cilium/lb-ipam-ips",
  "lbipam.cilium.io/ips",
  "service.cilium.io/global",
  "external-dns.alpha.kubernetes.io/hostname",
  "networking.gke.io/load-balancer-type",
  "service.kubernetes.io/topology-mode",
  "service.kubernetes.io/headless",
  "projectcalico.org/natOutgoing",
  // Not the domains that are allowed, only like them.
  "evil.kubectl.kubernetes.io/anything",
  "kubectl.kubernetes.io.example.com/anything",
];

const annotationRows = [...annotations, ...otherAnnotations].map((key): Row => [
  `with the annotation ${key}`,
  "it set up a load balancer in another way than the lab allows",
  { metadata: { annotations: { [key]: "true" } }, spec: { type: "LoadBalancer" } },
  byPolicy("services", "annotations"),
]);

/** Names that must not be public ones. */
const names = [
  ...["169.254.169.254", "168.63.129.16", "10.0.0.1", "127.0.0.1", "localhost", "metadata"],
  ...["metadata.google.internal", "instance-data.ec2.internal", "app.lab.svc"],
  ...["app.lab.svc.cluster.local", "kubernetes.default.svc.cluster.local", "kubernetes.default.svc.cluster.local."],
  ...["printer.local", "router.home.arpa", "server.lan", "node.localdomain"],
];

const nameRows = names.map((externalName): Row => [
  `that is another name of ${externalName}`,
  "who asked for the student's Service reached what the name stands for",
  { spec: { type: "ExternalName", externalName } },
  byPolicy("services", "externalName"),
]);
