import type { Place } from "../place";
import { create, patch, pathOf, read } from "../requests";
import type { Row } from "./row";

export function clusterRows({ node, own }: Place): Row[] {
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
