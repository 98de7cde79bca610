import { type Attack, byPolicy } from "./attack";
import { type Place, podOf } from "./place";
import { create, patch } from "./requests";

const finalizers = { "of their own": "example.com/never", "of Kubernetes": "foregroundDeletion" };

/** The least of each kind that a student may create. */
export function leastObjects(place: Pick<Place, "image">): Readonly<Record<string, { spec?: object; data?: object }>> {
  const template = (extra: object = {}) => ({
    metadata: { labels: { app: "attack" } },
    spec: { containers: podOf("attack", place).spec.containers, ...extra },
  });
  const selector = { matchLabels: { app: "attack" } };
  const job = { suspend: true, template: template({ restartPolicy: "Never" }) };
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "attack" };
  return {
    pods: { spec: podOf("attack", place).spec },
    services: { spec: { ports: [{ port: 8080 }] } },
    configmaps: {},
    secrets: {},
    persistentvolumeclaims: {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
    "deployments.apps": { spec: { replicas: 0, selector, template: template() } },
    "statefulsets.apps": { spec: { replicas: 0, selector, serviceName: "attack", template: template() } },
    "jobs.batch": { spec: job },
    "cronjobs.batch": { spec: { schedule: "0 0 1 1 *", suspend: true, jobTemplate: { spec: job } } },
    "horizontalpodautoscalers.autoscaling": { spec: { scaleTargetRef, maxReplicas: 2 } },
  };
}

/** A finalizer on each kind, when it is created and later. @param existing name of one object of each kind */
export function finalizerAttacks(place: Place, existing: string): Attack[] {
  const harm = "neither it nor its namespace could be removed";
  const claims = "persistentvolumeclaims";
  const freed: Attack = {
    name: "a claim that loses the finalizer by which Kubernetes keeps it while a pod uses it",
    harm: "the quota would be free, and pod and disk go on",
    request: patch(claims, place.own, existing, { metadata: { finalizers: null } }),
    stopped: byPolicy("finalizers", "leaves Kubernetes' own"),
  };
  return [
    freed,
    ...Object.entries(leastObjects(place)).flatMap(([resource, object]) =>
      Object.entries(finalizers).flatMap(([whose, finalizer]): Attack[] => [
        {
          name: `one of the ${resource} with a finalizer ${whose}`,
          harm,
          request: create(resource, place.own, { ...object, metadata: { name: "attack", finalizers: [finalizer] } }),
          stopped: byPolicy("finalizers", "finalizers"),
        },
        {
          name: `one of the ${resource} that gets a finalizer ${whose} later`,
          harm,
          request: patch(resource, place.own, existing, { metadata: { finalizers: [finalizer] } }),
          stopped: byPolicy("finalizers", "finalizers"),
        },
      ]),
    ),
  ];
}
