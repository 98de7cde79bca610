import { type Attack, type Refusal, byPolicy, byQuota } from "./attack";
import { type Place, podOf } from "./place";
import { create, patch, pathOf, remove } from "./requests";

/** Changes and deletions of a pod that runs. @param existing its name */
export function changeAttacks(place: Place, existing: string): Attack[] {
  return [...deletions(place, existing), ...changes(place, existing), ...countedRows(place)];
}

function deletions({ own }: Place, existing: string): Attack[] {
  const stopped = byPolicy("deletes", "grace of 1 to 60");
  const harm = "it ran on while no quota counted it: 17 containers, when the quota said none";
  const inQuery = (seconds: number) => ({
    method: "DELETE",
    path: `${pathOf("pods", own, existing)}?gracePeriodSeconds=${seconds}`,
  });
  return [
    ...[0, 61, 86_400].map((gracePeriodSeconds) => ({
      name: `a running pod deleted with a grace of ${gracePeriodSeconds} s`,
      harm,
      request: remove("pods", own, existing, { gracePeriodSeconds }),
      stopped,
    })),
    ...[0, 86_400].map((seconds) => ({
      name: `a running pod deleted with a grace of ${seconds} s in the address`,
      harm,
      request: inQuery(seconds),
      stopped,
    })),
    {
      name: "a running pod deleted at once, with its dependents first",
      harm,
      request: remove("pods", own, existing, { gracePeriodSeconds: 0, propagationPolicy: "Foreground" }),
      stopped,
    },
  ];
}

function changes({ own }: Place, existing: string): Attack[] {
  const add = (path: string, value: unknown) => ({
    method: "PATCH",
    path: pathOf("pods", own, existing),
    body: [{ op: "add", path, value }],
    type: "application/json-patch+json",
  });
  const row = (name: string, harm: string, request: Attack["request"], stopped: Refusal) => ({
    name: `a running pod that ${name}`,
    harm,
    request,
    stopped,
  });
  const freed = "it ran on nodes that are kept free of students";
  return [
    row(
      "tolerates everything later",
      freed,
      add("/spec/tolerations/-", { operator: "Exists" }),
      byPolicy("pods", "tolerates"),
    ),
    row(
      "tolerates a drain later",
      freed,
      add("/spec/tolerations/-", { key: "node.kubernetes.io/unschedulable", operator: "Exists" }),
      byPolicy("pods", "tolerates"),
    ),
    row(
      "keeps its node from being removed later",
      "the autoscaler kept the node, and its cost",
      patch("pods", own, existing, {
        metadata: { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } },
      }),
      byPolicy("pods", "annotations"),
    ),
  ];
}

/** What one object would take of a quota by itself. The quotas of many objects are tried with as many objects. */
function countedRows(place: Place): Attack[] {
  const { own } = place;
  const ports = Array.from({ length: 6 }, (_, index) => ({ name: `p${index}`, port: 8000 + index }));
  const service = (type: string) =>
    create("services", own, { metadata: { name: "attack" }, spec: { type, selector: { app: "attack" }, ports } });
  const container = { name: "app", image: place.image };
  const reserving = Array.from({ length: 3 }, (_, index) => ({
    ...container,
    name: `c${index}`,
    resources: { requests: { cpu: "350m", memory: "64Mi" }, limits: { cpu: "350m", memory: "128Mi" } },
  }));
  return [
    ...["NodePort", "LoadBalancer"].map((type) => ({
      name: `one Service of the type ${type} with six ports`,
      harm: "the cluster has 2,768 node ports, and a few students took them all",
      request: service(type),
      stopped: byQuota("student", "services.nodeports"),
    })),
    {
      name: "a pod that reserves more CPU than the space may",
      harm: "nobody else found room",
      request: create("pods", own, podOf("attack", place, { spec: { containers: reserving } })),
      stopped: byQuota("student", "requests.cpu"),
    },
  ];
}
