const read = ["get", "list", "watch"];
const all = [...read, "create", "update", "patch", "delete"];

/**
 * What a student may do in a namespace of their own, for the exercises: `run`, `create`, `apply`, `edit`, `expose`, `scale`,
 * `autoscale`, `rollout`, `delete`, `logs`, `exec`, `attach`, `cp`, `port-forward`, `describe`, `top`, Jobs, ConfigMaps, Secrets,
 * volumes.
 *
 * Left out, and why: roles, bindings and service accounts, which would give rights and tokens; quotas, limits and network
 * policies, which keep neighbours apart (the first two may be read); ephemeral containers and evictions, which go past the
 * policies for pods; DaemonSets, which take a pod on every node. Secrets are harmless: the namespace has no account with rights,
 * so there is no token to read, and none can be created.
 */
export const studentRules = [
  { apiGroups: [""], resources: ["pods", "services", "configmaps", "secrets", "persistentvolumeclaims"], verbs: all },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets"], verbs: all },
  { apiGroups: ["apps"], resources: ["deployments/scale", "statefulsets/scale"], verbs: ["get", "update", "patch"] },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: all },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: all },
  // `rollout history` and `rollout undo` read them; the Deployment or StatefulSet creates them.
  { apiGroups: ["apps"], resources: ["replicasets", "controllerrevisions"], verbs: read },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  // `get all`, which everybody types first, lists these, too.
  { apiGroups: ["apps"], resources: ["daemonsets"], verbs: read },
  { apiGroups: [""], resources: ["replicationcontrollers"], verbs: read },
  // POST, and GET where kubectl uses WebSockets; from 1.35 on those require both (KEP-4006).
  { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["get", "create"] },
  // What `describe` shows: events, a Service's pods, and how much of the quota is left.
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: [""], resources: ["resourcequotas", "limitranges"], verbs: read },
  { apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["get", "list"] },
];

/**
 * What every student may read of the cluster: `get nodes` and `top nodes`, the first commands of a lesson. On AKS a node's status
 * names the images that it has, other students' among them.
 */
export const classRules = [
  { apiGroups: [""], resources: ["nodes"], verbs: read },
  { apiGroups: ["metrics.k8s.io"], resources: ["nodes"], verbs: ["get", "list"] },
];
