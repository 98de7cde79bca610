import { type Attack, byKubernetes, byRights } from "./attack";
import { type Place, podOf } from "./place";
import { create, patch, pathOf, read, remove } from "./requests";

type Row = readonly [name: string, harm: string, request: Attack["request"], word: string];

/** Requests for which a student has no right. @param existing name of a pod of the student's */
export function rightsAttacks(place: Place, existing: string): Attack[] {
  const rows = [
    ...othersRows(place),
    ...tokenRows(place),
    ...escalationRows(place),
    ...boundRows(place),
    ...pastPoliciesRows(place, existing),
    ...clusterRows(place),
  ];
  return [
    ...rows.map(([name, harm, request, word]) => ({ name, harm, request, stopped: byRights(word) })),
    ...["system:masters", "system:nodes"].map((group) => ({
      name: `a request in the name of ${group}`,
      harm: "it had the rights of whomever it named",
      request: {
        ...read(pathOf("secrets")),
        headers: { "Impersonate-User": "admin", "Impersonate-Group": group },
      },
      stopped: byRights("impersonate"),
    })),
    {
      name: "a request with a token that somebody made up",
      harm: "it had rights that nobody gave",
      request: { ...read(pathOf("pods", place.own)), headers: { Authorization: "Bearer eyJhbGciOiJub25lIn0.e30." } },
      stopped: byKubernetes(401, "Unauthorized"),
    },
  ];
}

const readable = ["pods", "secrets", "configmaps", "services", "persistentvolumeclaims", "events", "deployments.apps"];

function othersRows({ neighbour }: Place): Row[] {
  const places = {
    "the neighbour's": neighbour,
    "the lab's": "lab",
    "the students'": "students",
    "the cluster's": "kube-system",
  };
  const saw = "it showed what others run or keep secret";
  return [
    ...Object.entries(places).flatMap(([whose, namespace]) => [
      ...readable.map((resource): Row => [
        `the list of ${whose} ${resource}`,
        saw,
        read(pathOf(resource, namespace)),
        "cannot list",
      ]),
      ...["configmaps", "pods", "services", "secrets"].map((resource): Row => [
        `one of the ${resource} among ${whose}`,
        "it ran or lay where others' things are",
        create(resource, namespace, { metadata: { name: "attack" }, spec: {} }),
        "cannot create",
      ]),
    ]),
    ...readable.map((resource): Row => [
      `the list of everybody's ${resource}`,
      saw,
      read(pathOf(resource)),
      "cluster scope",
    ]),
    ["a watch of everybody's pods", saw, read(`${pathOf("pods")}?watch=true`), "cannot watch"],
    ["the lab app's log", saw, read(pathOf("pods", "lab", "app", "log")), "cannot get"],
    ["a command in a pod of the lab", "it ran in somebody else's pod", create("pods", "lab", {}), "cannot create"],
    [
      "the lab's Deployment without pods",
      "the page was gone",
      patch("deployments.apps", "lab", "app/scale", { spec: { replicas: 0 } }),
      "cannot patch",
    ],
    [
      "the removal of the neighbour's namespace",
      "all of it was gone",
      remove("namespaces", "", neighbour),
      "cannot delete",
    ],
  ];
}

function tokenRows({ own, student }: Place): Row[] {
  const lasting = { spec: { audiences: ["https://kubernetes.default.svc"], expirationSeconds: 315_360_000 } };
  const harm = "it gave a token that outlives the lab's own, or somebody else's";
  const request = (namespace: string, name: string): Attack["request"] => ({
    method: "POST",
    path: pathOf("serviceaccounts", namespace, name, "token"),
    body: lasting,
  });
  return [
    ["a token of their own account", harm, request("students", student), "serviceaccounts/token"],
    ["a token of the neighbour's account", harm, request("students", "lee"), "serviceaccounts/token"],
    ["a token of the lab app's account", harm, request("lab", "app"), "serviceaccounts/token"],
    ["a token of the space's own account", harm, request(own, "default"), "serviceaccounts/token"],
    ["the Secret with their own token", harm, read(pathOf("secrets", "students", student)), "cannot get"],
    ["a new account", harm, create("serviceaccounts", own, { metadata: { name: "attack" } }), "cannot create"],
    [
      "a certificate of a client",
      harm,
      create("certificatesigningrequests.certificates.k8s.io", undefined, {
        metadata: { name: "attack" },
        spec: { request: "", signerName: "kubernetes.io/kube-apiserver-client", usages: ["client auth"] },
      }),
      "cannot create",
    ],
    [
      "a review of somebody else's token",
      harm,
      create("tokenreviews.authentication.k8s.io", undefined, { spec: { token: "x" } }),
      "cannot create",
    ],
    [
      "a review of somebody else's rights",
      "it showed who may do what",
      create("subjectaccessreviews.authorization.k8s.io", undefined, { spec: { user: "admin" } }),
      "cannot create",
    ],
  ];
}

function escalationRows({ own }: Place): Row[] {
  const rbac = "rbac.authorization.k8s.io";
  const all = { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] };
  const harm = "it gave every right";
  const toAdmin = { roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" }, subjects: [] };
  const named = { metadata: { name: "attack" } };
  return [
    ["a role with every right", harm, create(`roles.${rbac}`, own, { ...named, ...all }), "cannot create"],
    [
      "a right to everything here",
      harm,
      create(`rolebindings.${rbac}`, own, { ...named, ...toAdmin }),
      "cannot create",
    ],
    [
      "a cluster's role with every right",
      harm,
      create(`clusterroles.${rbac}`, undefined, { ...named, ...all }),
      "cannot create",
    ],
    [
      "a right to everything",
      harm,
      create(`clusterrolebindings.${rbac}`, undefined, { ...named, ...toAdmin }),
      "cannot create",
    ],
    ["their own role with every right", harm, patch(`roles.${rbac}`, own, "student", all), "cannot patch"],
  ];
}

function boundRows({ own, neighbour }: Place): Row[] {
  const harm = "what bounds the space was gone";
  const admission = "admissionregistration.k8s.io";
  const allOut = { spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{}] } };
  const privileged = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } };
  const unlabelled = { metadata: { labels: { "container-lab/student": null } } };
  const atCluster = (method: string, path: string, body: object): Attack["request"] => ({
    method,
    path,
    body,
    ...(method === "PATCH" && { type: "application/merge-patch+json" }),
  });
  return [
    ["no quota", harm, remove("resourcequotas", own, "student"), "cannot delete"],
    [
      "a larger quota",
      harm,
      patch("resourcequotas", own, "student", { spec: { hard: { pods: "100" } } }),
      "cannot patch",
    ],
    ["no quota of affinity", harm, remove("resourcequotas", own, "no-cross-namespace-affinity"), "cannot delete"],
    ["no limits", harm, remove("limitranges", own, "student"), "cannot delete"],
    ["no network policy", harm, remove("networkpolicies.networking.k8s.io", own, "student"), "cannot delete"],
    [
      "a network policy that opens all",
      harm,
      create("networkpolicies.networking.k8s.io", own, { metadata: { name: "attack" }, ...allOut }),
      "cannot create",
    ],
    [
      "a namespace for privileged pods",
      harm,
      atCluster("PATCH", pathOf("namespaces", undefined, own), privileged),
      "cannot patch",
    ],
    [
      "a namespace that no policy knows",
      harm,
      atCluster("PATCH", pathOf("namespaces", undefined, own), unlabelled),
      "cannot patch",
    ],
    [
      "a namespace that ends",
      harm,
      atCluster("PUT", pathOf("namespaces", undefined, neighbour, "finalize"), {}),
      "cannot update",
    ],
    ["a new namespace", harm, create("namespaces", undefined, { metadata: { name: "attack" } }), "cannot create"],
    [
      "no policy for pods",
      harm,
      atCluster("DELETE", pathOf(`validatingadmissionpolicies.${admission}`, undefined, "lab-students-pods"), {}),
      "cannot delete",
    ],
    [
      "a policy that is bound to nobody",
      harm,
      atCluster("DELETE", pathOf(`validatingadmissionpolicybindings.${admission}`, undefined, "lab-students-pods"), {}),
      "cannot delete",
    ],
    [
      "a webhook that sees everybody's requests",
      "it read and changed what others do",
      create(`mutatingwebhookconfigurations.${admission}`, undefined, { metadata: { name: "attack" } }),
      "cannot create",
    ],
  ];
}

/** Ways past the policies for pods, which look at pods that are created, changed or deleted. */
function pastPoliciesRows(place: Place, existing: string): Row[] {
  const { own, node } = place;
  const template = { metadata: { labels: { app: "attack" } }, spec: podOf("attack", place).spec };
  const spec = { selector: { matchLabels: { app: "attack" } }, template };
  const named = { metadata: { name: "attack" } };
  const harm = "the policies for pods did not see it";
  const debug = {
    spec: { ephemeralContainers: [{ name: "debug", image: place.image, securityContext: { privileged: true } }] },
  };
  const body = { metadata: { name: existing, namespace: own } };
  const sub = (method: string, subresource: string, content: object): Attack["request"] => ({
    method,
    path: pathOf("pods", own, existing, subresource),
    body: content,
    ...(method === "PATCH" && { type: "application/strategic-merge-patch+json" }),
  });
  return [
    ["a debug container in a pod", harm, sub("PATCH", "ephemeralcontainers", debug), "pods/ephemeralcontainers"],
    [
      "an eviction at once",
      harm,
      sub("POST", "eviction", { ...body, deleteOptions: { gracePeriodSeconds: 0 } }),
      "pods/eviction",
    ],
    [
      "a pod bound to a node",
      harm,
      sub("POST", "binding", { ...body, target: { kind: "Node", name: node } }),
      "pods/binding",
    ],
    [
      "a binding of a pod",
      harm,
      create("bindings", own, { ...body, target: { kind: "Node", name: node } }),
      "bindings",
    ],
    ["a pod that grows while it runs", harm, sub("PATCH", "resize", { spec: {} }), "pods/resize"],
    [
      "a pod that says it has ended",
      "it ran on while no quota counted it",
      sub("PATCH", "status", { status: { phase: "Failed" } }),
      "pods/status",
    ],
    [
      "a proxy to a pod",
      "it reached what the network policy closes",
      read(pathOf("pods", own, existing, "proxy")),
      "pods/proxy",
    ],
    ["a DaemonSet", "it took a pod on every node", create("daemonsets.apps", own, { ...named, spec }), "cannot create"],
    [
      "a ReplicaSet",
      "a kind without a bound on its templates",
      create("replicasets.apps", own, { ...named, spec }),
      "cannot create",
    ],
    [
      "a ReplicationController",
      "the same",
      create("replicationcontrollers", own, { ...named, spec: { template } }),
      "cannot create",
    ],
    ["a template of pods", "the same", create("podtemplates", own, { ...named, template }), "cannot create"],
    [
      "a revision of a controller",
      "the same",
      create("controllerrevisions.apps", own, { ...named, revision: 1 }),
      "cannot create",
    ],
    [
      "a budget that stops a drain",
      "no node could be drained",
      create("poddisruptionbudgets.policy", own, { ...named, spec: { minAvailable: "100%", selector: {} } }),
      "cannot create",
    ],
    [
      "endpoints of a Service",
      "the Service led to anybody's address",
      create("endpoints", own, { ...named, subsets: [] }),
      "cannot create",
    ],
    [
      "an EndpointSlice",
      "the Service led to anybody's address",
      create("endpointslices.discovery.k8s.io", own, { ...named, addressType: "IPv4", endpoints: [] }),
      "cannot create",
    ],
    [
      "an Ingress",
      "it took others' names",
      create("ingresses.networking.k8s.io", own, { ...named, spec: {} }),
      "cannot create",
    ],
    ["a lease", "it took over a controller's turn", create("leases.coordination.k8s.io", own, named), "cannot create"],
    ["an event", "it filled the database", create("events", own, { ...named, involvedObject: {} }), "cannot create"],
    [
      "all pods deleted in one request",
      "the policy for deletes did not see each",
      { method: "DELETE", path: pathOf("pods", own), body: { gracePeriodSeconds: 0 } },
      "cannot deletecollection",
    ],
  ];
}

function clusterRows({ node, own }: Place): Row[] {
  const harm = "it reached nodes or the cluster's settings";
  const taint = { spec: { taints: [{ key: "a", effect: "NoExecute" }] } };
  const named = { metadata: { name: "attack" } };
  return [
    ["the kubelet by the API server", harm, read(pathOf("nodes", undefined, node, "proxy", "pods")), "nodes/proxy"],
    ["the kubelet's logs", harm, read(pathOf("nodes", undefined, node, "proxy", "logs/")), "nodes/proxy"],
    [
      "the lab's Service by the API server",
      harm,
      read(pathOf("services", "lab", "app:http", "proxy", "healthz")),
      "services/proxy",
    ],
    [
      "their own Service by the API server",
      "it reached what the network policy closes",
      read(pathOf("services", own, "existing", "proxy")),
      "services/proxy",
    ],
    [
      "a node with a taint",
      "everybody's pods were thrown off it",
      { ...patch("nodes", "", "", taint), path: pathOf("nodes", undefined, node) },
      "cannot patch",
    ],
    [
      "a node removed",
      "everybody's pods were thrown off it",
      { method: "DELETE", path: pathOf("nodes", undefined, node) },
      "cannot delete",
    ],
    [
      "a volume of the cluster's",
      harm,
      create("persistentvolumes", undefined, { ...named, spec: {} }),
      "cannot create",
    ],
    [
      "a class of volumes",
      harm,
      create("storageclasses.storage.k8s.io", undefined, { ...named, provisioner: "any" }),
      "cannot create",
    ],
    [
      "a class of priority",
      harm,
      create("priorityclasses.scheduling.k8s.io", undefined, { ...named, value: 1 }),
      "cannot create",
    ],
    [
      "a kind of its own",
      harm,
      create("customresourcedefinitions.apiextensions.k8s.io", undefined, { ...named, spec: {} }),
      "cannot create",
    ],
    ["the API server's measures", "they show others' names", read("/metrics"), "cannot get path"],
    ["the API server's profile", "it slowed it down", read("/debug/pprof/profile"), "cannot get path"],
    ["the API server's logs", harm, read("/logs/"), "cannot get path"],
  ];
}
