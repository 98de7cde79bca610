const read = ["get", "list", "watch"];
const all = [...read, "create", "update", "patch", "delete"];

/**
 * What a student may do in a namespace of their own, for the exercises: `run`, `create`, `apply`, `edit`, `expose`, `scale`,
 * `rollout`, `delete`, `logs`, `exec`, `attach`, `cp`, `port-forward`, `describe`, ConfigMaps, Secrets, volumes.
 *
 * What it leaves out, and why: roles, bindings and service accounts, by which rights and tokens are made; quotas, limits and
 * network policies, which keep neighbours apart (the first two may be looked at); ephemeral containers and evictions, which
 * no exercise needs; and everything that is in no namespace, such as nodes. Secrets are harmless: no account with rights is
 * in the namespace, so that neither its token can be read there nor a new one be made.
 */
export const studentRules = [
  { apiGroups: [""], resources: ["pods", "services", "configmaps", "secrets", "persistentvolumeclaims"], verbs: all },
  { apiGroups: ["apps"], resources: ["deployments"], verbs: all },
  { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "update", "patch"] },
  // `rollout history` and `rollout undo` look at them; the Deployment makes them.
  { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  // `get all`, which everybody types first, asks for these, too; there are none.
  { apiGroups: ["apps"], resources: ["daemonsets", "statefulsets"], verbs: read },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: read },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: read },
  { apiGroups: [""], resources: ["replicationcontrollers"], verbs: read },
  // By POST, and by GET where kubectl uses WebSockets; from 1.35 on that needs both (KEP-4006).
  { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["get", "create"] },
  // What `describe` shows: events, a Service's pods, and how much of the quota is left.
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: [""], resources: ["resourcequotas", "limitranges"], verbs: read },
];
