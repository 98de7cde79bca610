import { type Attack, byPolicy, byQuota } from "./attack";
import { leastObjects } from "./finalizers";
import { type Place, podOf } from "./place";
import { pathOf } from "./requests";

/** What other tables try with POST and PATCH, by the other ways to create or change an object. */
export function otherWayAttacks(place: Place, existing: string): Attack[] {
  const { own } = place;
  const onNode = { apiVersion: "v1", kind: "Pod", ...podOf("attack", place, { spec: { nodeName: place.node } }) };
  const ports = Array.from({ length: 11 }, (_, index) => ({ name: `p${index}`, port: 8000 + index }));
  const service = (name: string) => ({ apiVersion: "v1", kind: "Service", metadata: { name }, spec: { ports } });
  const finalized = { metadata: { name: "attack", finalizers: ["example.com/never"] } };
  const scaler = leastObjects(place)["horizontalpodautoscalers.autoscaling"]!;
  const { scaleTargetRef } = scaler.spec as { scaleTargetRef: object };
  return [
    {
      name: "a pod placed by nodeName, by server-side apply",
      harm: "the policies saw other requests only",
      request: {
        method: "PATCH",
        path: `${pathOf("pods", own, "attack")}?fieldManager=attack`,
        body: onNode,
        type: "application/apply-patch+yaml",
      },
      stopped: byPolicy("pods", "nodeName"),
    },
    {
      name: "a Service of 11 ports, by an update of one that is not there",
      harm: "the policies saw other requests only",
      request: { method: "PUT", path: pathOf("services", own, "attack"), body: service("attack") },
      stopped: byPolicy("services", "10 ports"),
    },
    {
      name: "a Service of 11 ports, by a JSON patch",
      harm: "the policies saw other requests only",
      request: {
        method: "PATCH",
        path: pathOf("services", own, existing),
        body: [{ op: "replace", path: "/spec/ports", value: ports }],
        type: "application/json-patch+json",
      },
      stopped: byPolicy("services", "10 ports"),
    },
    {
      name: "an autoscaler with a finalizer, in an older version of its kind",
      harm: "the policies saw the newest version only",
      request: {
        method: "POST",
        path: `/apis/autoscaling/v1/namespaces/${own}/horizontalpodautoscalers`,
        body: { ...finalized, spec: { scaleTargetRef, maxReplicas: 2 } },
      },
      stopped: byPolicy("finalizers", "finalizers"),
    },
    {
      name: "a pod that keeps all others off its node, by server-side apply",
      harm: "the quota saw other requests only",
      request: {
        method: "PATCH",
        path: `${pathOf("pods", own, "attack")}?fieldManager=attack`,
        body: {
          ...{ apiVersion: "v1", kind: "Pod" },
          ...podOf("attack", place, { spec: { affinity: { podAntiAffinity: apart } } }),
        },
        type: "application/apply-patch+yaml",
      },
      stopped: byQuota("no-cross-namespace-affinity", "pods=1"),
    },
  ];
}

const apart = {
  requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: "kubernetes.io/hostname", labelSelector: {}, namespaceSelector: {} },
  ],
};
