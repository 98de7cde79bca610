import type { SpaceObject } from "./studentKinds";

/** Finalizers that one of Kubernetes' controllers takes off by itself, by the kind on which it does. */
const controllersOwn: Readonly<Record<string, readonly string[]>> = {
  PersistentVolumeClaim: ["kubernetes.io/pvc-protection"],
  Pod: ["batch.kubernetes.io/job-tracking"],
  Service: ["service.kubernetes.io/load-balancer-cleanup"],
};

/**
 * Finalizers that can be taken off an object in a space that is being emptied: all but those that a controller needs to clean
 * up after itself. Without the one of a load balancer that exists, the cloud's would stay, and would be billed.
 *
 * @param late whether controllers have had their time
 */
export function removableFinalizers(kind: string, { metadata, status }: SpaceObject, late: boolean): readonly string[] {
  const { finalizers = [] } = metadata;
  const hasLoadBalancer = (status?.loadBalancer?.ingress ?? []).length > 0;
  if (late && !hasLoadBalancer) return finalizers;
  return finalizers.filter((finalizer) => !controllersOwn[kind]?.includes(finalizer));
}
