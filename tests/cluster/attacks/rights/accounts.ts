import type { Attack } from "../attack";
import type { Place } from "../place";
import { create, patch, pathOf, read } from "../requests";
import type { Row } from "./row";

export function tokenRows({ own, student }: Place): Row[] {
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

export function escalationRows({ own }: Place): Row[] {
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
