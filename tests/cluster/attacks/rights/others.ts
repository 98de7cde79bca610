import type { Place } from "../place";
import { create, patch, pathOf, read, remove } from "../requests";
import type { Row } from "./row";

const readable = ["pods", "secrets", "configmaps", "services", "persistentvolumeclaims", "events", "deployments.apps"];

export function othersRows({ neighbour }: Place): Row[] {
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
