import type { RawRequest } from "../../local/kube";

const groups: Readonly<Record<string, string>> = {
  "": "/api/v1",
  apps: "/apis/apps/v1",
  batch: "/apis/batch/v1",
  autoscaling: "/apis/autoscaling/v2",
  "networking.k8s.io": "/apis/networking.k8s.io/v1",
  policy: "/apis/policy/v1",
  "rbac.authorization.k8s.io": "/apis/rbac.authorization.k8s.io/v1",
  "discovery.k8s.io": "/apis/discovery.k8s.io/v1",
  "coordination.k8s.io": "/apis/coordination.k8s.io/v1",
  "admissionregistration.k8s.io": "/apis/admissionregistration.k8s.io/v1",
  "certificates.k8s.io": "/apis/certificates.k8s.io/v1",
  "authentication.k8s.io": "/apis/authentication.k8s.io/v1",
  "authorization.k8s.io": "/apis/authorization.k8s.io/v1",
  "scheduling.k8s.io": "/apis/scheduling.k8s.io/v1",
  "apiextensions.k8s.io": "/apis/apiextensions.k8s.io/v1",
  "storage.k8s.io": "/apis/storage.k8s.io/v1",
};

/** Path of a kind's objects. @param resource with its group: `deployments.apps` @param namespace none for the cluster's kinds */
export function pathOf(resource: string, namespace?: string, ...rest: string[]): string {
  const [plural = "", ...group] = resource.split(".");
  const base = groups[group.join(".")];
  if (base === undefined) throw new Error(`the path of ${resource} is not known`);
  return [base, ...(namespace === undefined ? [] : ["namespaces", namespace]), plural, ...rest].join("/");
}

export const create = (resource: string, namespace: string | undefined, body: object): RawRequest => ({
  method: "POST",
  path: pathOf(resource, namespace),
  body,
});

/** A merge patch. @param rest the object's name, and a subresource */
export const patch = (resource: string, namespace: string, rest: string, body: object): RawRequest => ({
  method: "PATCH",
  path: pathOf(resource, namespace, rest),
  body,
  type: "application/merge-patch+json",
});

export const remove = (resource: string, namespace: string, name: string, options: object = {}): RawRequest => ({
  method: "DELETE",
  path: pathOf(resource, namespace, name),
  body: options,
});

export const read = (path: string): RawRequest => ({ method: "GET", path });

/** The same request as a trial: the API server answers as ever and changes nothing. */
export function dryRun(request: RawRequest): RawRequest {
  if (request.method === "GET") return request;
  return { ...request, path: `${request.path}${request.path.includes("?") ? "&" : "?"}dryRun=All` };
}
