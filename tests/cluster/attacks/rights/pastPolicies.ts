import type { Attack } from "../attack";
import { type Place, podOf } from "../place";
import { create, pathOf, read } from "../requests";
import type { Row } from "./row";

/** Ways past the policies for pods, which look at pods that are created, changed or deleted. */
export function pastPoliciesRows(place: Place, existing: string): Row[] {
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
