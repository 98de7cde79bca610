import { ContainerLab } from "../../components/containerLab";
import { appContract } from "../../components/kubernetes/workload/contract";
import type { SimulatedResource } from "../../simulator";
import { labConfig, memoize, only, resourceSet, run } from "../lab";

export const deployment = "kubernetes:apps/v1:Deployment";
export const image = "docker:index/image:Image";

/** Kubernetes objects of the workload. Four of them are the rights of an app that reads the cluster, which a fork's need not do. */
export const workloadObjects = appContract.readsCluster ? 12 : 8;

/** A lab of some configuration: each is registered once, and many tests look at it. */
export const labWith = memoize(async (config: Record<string, string>) => {
  const { resources, result, outputs } = await run(() => new ContainerLab("lab", labConfig(config)).outputs);
  return { resources, result, outputs };
});

/** What is directly under the lab. */
export function parts(resources: readonly SimulatedResource[]): string[] {
  const { urn } = only(resources, "lab:index:ContainerLab");
  return resourceSet(resources.filter(({ parent }) => parent === urn));
}

export function replicasOf(resources: readonly SimulatedResource[]): unknown {
  return only(resources, deployment, "workload-deployment").inputs["spec"].replicas;
}

/** Of each Kubernetes object, what takes it along when it is deleted, and its provider. */
export function fates(resources: readonly SimulatedResource[]): [string, string][] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ options, provider }) => [options.deletedWith, provider.split("::").slice(0, -1).join("::")]);
}
