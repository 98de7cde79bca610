import type { Kube } from "../local/kube";

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];

/** All rights of a student in their own namespace, by resource with its group. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  pods: [...read, ...write],
  services: [...read, ...write],
  configmaps: [...read, ...write],
  secrets: [...read, ...write],
  persistentvolumeclaims: [...read, ...write],
  "deployments.apps": [...read, ...write],
  "deployments/scale.apps": ["get", "update", "patch"],
  "statefulsets.apps": [...read, ...write],
  "statefulsets/scale.apps": ["get", "update", "patch"],
  "jobs.batch": [...read, ...write],
  "cronjobs.batch": [...read, ...write],
  "horizontalpodautoscalers.autoscaling": [...read, ...write],
  "replicasets.apps": read,
  "controllerrevisions.apps": read,
  "pods/log": ["get"],
  "pods/exec": ["get", "create"],
  "pods/attach": ["get", "create"],
  "pods/portforward": ["get", "create"],
  events: read,
  "events.events.k8s.io": read,
  "endpointslices.discovery.k8s.io": read,
  resourcequotas: read,
  limitranges: read,
  // For `kubectl get all`.
  "daemonsets.apps": read,
  replicationcontrollers: read,
  "pods.metrics.k8s.io": ["get", "list"],
};

/** Rights of every student everywhere: `kubectl get nodes`, which is the first command of a lesson, and `kubectl top nodes`. */
export const everyStudent: readonly string[] = [
  ...read.map((verb) => `${verb} nodes`),
  ...["get", "list"].map((verb) => `${verb} nodes.metrics.k8s.io`),
];

/** Rights of every account everywhere: to ask for its own rights and identity. */
export const everyAccount: readonly string[] = [
  "create selfsubjectaccessreviews.authorization.k8s.io",
  "create selfsubjectrulesreviews.authorization.k8s.io",
  "create selfsubjectreviews.authentication.k8s.io",
];

/** Rights of every account on newer clusters: certificates of authorities are public. */
export const publicRights: readonly string[] = read.map((verb) => `${verb} clustertrustbundles.certificates.k8s.io`);

export const verbs = [...read, ...write, "deletecollection"];

/** Verbs with which an account could gain rights, with their resources. */
export const escalationRights: readonly Right[] = [
  ...["bind", "escalate"].flatMap((verb) =>
    ["roles", "clusterroles"].map((name) => ({ verb, resource: `${name}.rbac.authorization.k8s.io` })),
  ),
  ...["users", "groups", "serviceaccounts"].map((resource) => ({ verb: "impersonate", resource })),
  ...["approve", "sign"].map((verb) => ({ verb, resource: "signers.certificates.k8s.io" })),
];

/** All resources and subresources of the cluster, each with its group: `deployments/scale.apps`. */
export async function resourceNames(kube: Kube): Promise<string[]> {
  const groups = (await kube.get<{ groups: { preferredVersion: { groupVersion: string } }[] }>("/apis")).groups;
  const paths = ["/api/v1", ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const lists = await Promise.all(paths.map((path) => kube.get<{ resources: { name: string }[] }>(path)));
  const found = lists.flatMap(({ resources }, index) => {
    const [, , group, version] = paths[index]!.split("/");
    return resources.map(({ name }) => (version === undefined ? name : `${name}.${group}`));
  });
  // Asked for on a cluster without metrics-server, too: rights do not depend on what is there.
  return [...new Set([...found, "pods.metrics.k8s.io", "nodes.metrics.k8s.io"])];
}

interface Right {
  readonly verb: string;
  /** With its group: `deployments/scale.apps`. */
  readonly resource: string;
}

/** Asks the API server for one right. @returns the right, such as `create pods`, if it is granted */
export async function canI(
  { authorization }: Kube,
  { verb, resource }: Right,
  namespace: string | undefined,
): Promise<string | undefined> {
  const [path = "", ...group] = resource.split(".");
  const [name, subresource] = path.split("/");
  const { status } = await authorization.createSelfSubjectAccessReview({
    body: {
      spec: {
        resourceAttributes: {
          verb,
          group: group.join("."),
          resource: name!,
          ...(subresource !== undefined && { subresource }),
          ...(namespace !== undefined && { namespace }),
        },
      },
    },
  });
  return status?.allowed ? `${verb} ${resource}` : undefined;
}
