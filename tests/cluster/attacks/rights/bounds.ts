import type { Attack } from "../attack";
import type { Place } from "../place";
import { create, patch, pathOf, remove } from "../requests";
import type { Row } from "./row";

export function boundRows({ own, neighbour }: Place): Row[] {
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
