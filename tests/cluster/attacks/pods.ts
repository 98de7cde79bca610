import { type Attack, type Refusal, byKubernetes, byLimits, byPodSecurity, byPolicy, byQuota } from "./attack";
import { type Place, type PodChange, podOf } from "./place";
import { create } from "./requests";

type Row = readonly [name: string, harm: string, change: PodChange, stopped: Refusal];

/** Pods that would harm others, each by one part of its spec. */
export function podAttacks(place: Place): Attack[] {
  const rows = [...placementRows(place), ...nodeRows(place), ...endRows, ...probeRows, ...priorityRows];
  return rows.map(([name, harm, change, stopped]) => ({
    name: `a pod ${name}`,
    harm,
    request: create("pods", place.own, podOf("attack", place, change)),
    stopped,
  }));
}

const everywhere = { topologyKey: "kubernetes.io/hostname", labelSelector: {} };
const affinity = (kind: "podAffinity" | "podAntiAffinity", term: object): PodChange => ({
  spec: { affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...everywhere, ...term }] } } },
});
const byAffinityQuota = byQuota("no-cross-namespace-affinity", "pods=1");

function placementRows({ neighbour, node }: Place): Row[] {
  const allNamespaces = { namespaceSelector: {} };
  const stopsAll = "no new pod of the whole cluster found a node, DNS included";
  const preferred = { weight: 100, podAffinityTerm: { ...everywhere, ...allNamespaces } };
  return [
    ["that keeps all others off its node", stopsAll, affinity("podAntiAffinity", allNamespaces), byAffinityQuota],
    [
      "that keeps pods of other namespaces off its node, by their names",
      stopsAll,
      affinity("podAntiAffinity", { namespaces: [neighbour, "lab"] }),
      byAffinityQuota,
    ],
    [
      "that would rather be far from everybody",
      "its node counted as worse for every other pod",
      { spec: { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preferred] } } } },
      byAffinityQuota,
    ],
    [
      "that follows a neighbour's pods",
      "it showed where the neighbour's pods run",
      affinity("podAffinity", { namespaces: [neighbour] }),
      byAffinityQuota,
    ],
    [
      "placed by nodeName",
      "it passed the scheduler by, and with it what may share a node",
      { spec: { nodeName: node } },
      byPolicy("pods", "nodeName"),
    ],
    ...tolerationRows,
  ];
}

const tolerationRows = (
  [
    ["everything", { operator: "Exists" }],
    ["the taint of control planes", { key: "node-role.kubernetes.io/control-plane", operator: "Exists" }],
    ["nodes that are drained", { key: "node.kubernetes.io/unschedulable", operator: "Exists" }],
    ["full disks", { key: "node.kubernetes.io/disk-pressure", operator: "Exists" }],
    ["a pool of the school's own", { key: "pool", operator: "Equal", value: "exam", effect: "NoSchedule" }],
  ] as const
).map(([what, toleration]): Row => [
  `that tolerates ${what}`,
  "it ran on nodes that are kept free of students",
  { spec: { tolerations: [toleration] } },
  byPolicy("pods", "tolerates"),
]);

function nodeRows({ image }: Place): Row[] {
  const security = (name: string, change: PodChange, word: string): Row => [
    name,
    "it had access to its node, and so to everybody's pods",
    change,
    byPodSecurity(word),
  ];
  const context = (securityContext: object): PodChange => ({ container: { securityContext } });
  const port = [{ containerPort: 8080, hostPort: 8080 }];
  const metadataAddress = { httpGet: { host: "169.254.169.254", port: 80 } };
  const windows = { windowsOptions: { hostProcess: true }, runAsNonRoot: false };
  const init = { name: "init", image, securityContext: { privileged: true } };
  return [
    security("that is privileged", context({ privileged: true }), "privileged"),
    security("with a privileged init container", { spec: { initContainers: [init] } }, "privileged"),
    security("in the node's network", { spec: { hostNetwork: true } }, "hostNetwork"),
    security("among the node's processes", { spec: { hostPID: true } }, "hostPID"),
    security("in the node's IPC", { spec: { hostIPC: true } }, "hostIPC"),
    security("on a port of the node", { container: { ports: port } }, "hostPort"),
    security("that may change the network", context({ capabilities: { add: ["NET_ADMIN"] } }), "NET_ADMIN"),
    security("that may send raw packets", context({ capabilities: { add: ["NET_RAW"] } }), "NET_RAW"),
    security("without seccomp", context({ seccompProfile: { type: "Unconfined" } }), "seccompProfile"),
    security("without AppArmor", context({ appArmorProfile: { type: "Unconfined" } }), "AppArmor"),
    [
      "with all of /proc",
      "it had access to its node, and so to everybody's pods",
      context({ procMount: "Unmasked" }),
      byKubernetes(422, "hostUsers"),
    ],
    security("as another SELinux type", context({ seLinuxOptions: { type: "spc_t" } }), "seLinuxOptions"),
    security(
      "that is a process of a Windows node",
      { spec: { hostNetwork: true, securityContext: windows } },
      "hostProcess",
    ),
    security(
      "that changes the node's kernel",
      { spec: { securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] } } },
      "sysctl",
    ),
    security(
      "whose probe the kubelet sends to the metadata address",
      { container: { livenessProbe: metadataAddress } },
      "probe or lifecycle host",
    ),
    security(
      "whose hook the kubelet sends to the metadata address",
      { container: { lifecycle: { postStart: metadataAddress } } },
      "probe or lifecycle host",
    ),
    [
      "with an address of its choice on a pod network",
      "it took an address of somebody else",
      { metadata: { annotations: { "cni.projectcalico.org/ipAddrs": '["10.42.0.2"]' } } },
      byPolicy("pods", "annotations"),
    ],
    [
      "that keeps its node from being removed",
      "the autoscaler kept the node, and its cost",
      { metadata: { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } } },
      byPolicy("pods", "annotations"),
    ],
    [
      "with a runtime of its own",
      "it ran outside of the cluster's usual runtime",
      { spec: { runtimeClassName: "other" } },
      byKubernetes(403, "RuntimeClass"),
    ],
    [
      "with an account of the cluster's",
      "it got a token with rights",
      { spec: { serviceAccountName: "admin" } },
      byKubernetes(403, "serviceaccount"),
    ],
  ];
}

const endRows: Row[] = [
  [
    "that may take a day to end",
    "deleted, it ran on while no quota counted it, and its namespace was not removed",
    { spec: { terminationGracePeriodSeconds: 86_400 } },
    byPolicy("pods", "terminationGracePeriodSeconds"),
  ],
  [
    "that may take 61 seconds to end",
    "as above, for as long as the bound allows",
    { spec: { terminationGracePeriodSeconds: 61 } },
    byPolicy("pods", "terminationGracePeriodSeconds"),
  ],
  [
    "with the finalizer of Jobs",
    "with a Job that nobody manages it kept its namespace from being removed",
    { metadata: { finalizers: ["batch.kubernetes.io/job-tracking"] } },
    byPolicy("finalizers", "finalizers"),
  ],
];

const failing = { exec: { command: ["false"] }, failureThreshold: 1, terminationGracePeriodSeconds: 3600 };

const probeRows = ["livenessProbe", "startupProbe"].map((probe): Row => [
  `whose ${probe} takes an hour to end it`,
  "deleted meanwhile, it ran on for that hour while no quota counted it",
  { container: { [probe]: failing } },
  byPolicy("pods", "probes"),
]);

const priorityRows: Row[] = [
  ...["system-node-critical", "system-cluster-critical"].map((priorityClassName): Row => [
    `with the priority ${priorityClassName}`,
    "pods of others ended to make room for it",
    { spec: { priorityClassName } },
    byQuota("no-priority", "pods=1"),
  ]),
  [
    "with a priority by number",
    "pods of others ended to make room for it",
    { spec: { priority: 2_000_000_000 } },
    byKubernetes(403, "priority"),
  ],
  [
    "with more memory than half a space",
    "it took the whole space, and more of a node than the space is for",
    { container: { resources: { limits: { memory: "64Gi" } } } },
    byLimits("memory"),
  ],
];
