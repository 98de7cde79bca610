import { type Fault, type Inputs, type SimulatedResource, faultsOf, duplicatesBy } from "../model";
import { ClusterObjects, nameOf, namespaceOf, namespaceType } from "./objects";
import { podSecurityFaults, podSecurityLevels } from "./pods";
import { rightsFaults } from "./rights";
import { selectionFaults } from "./selection";
import { danglingTokenFaults } from "./tokens";

/** Namespaces that every cluster has. */
const builtInNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** What a cluster would refuse, or take and never serve, once it sees all objects together. */
export function kubernetesFaults(resources: readonly SimulatedResource[]): Fault[] {
  const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  const providers = resources.filter(({ type }) => type === "pulumi:providers:kubernetes").map(({ urn }) => urn);
  // What is on another cluster can neither be in the way nor be of use.
  const clusters = new Map(
    [...new Set(objects.map(({ provider }) => provider))].map((cluster) => [
      cluster,
      new ClusterObjects(objects.filter(({ provider }) => provider === cluster)),
    ]),
  );
  const faults = objects.flatMap((resource) =>
    objectFaults(resource, providers, clusters.get(resource.provider)!).map((message) => ({ resource, message })),
  );
  return [...faults, ...duplicates(objects.filter((object) => isKnown(object, "metadata")))];
}

/** Each check is made of what is known: unknown values come from something without a model. */
function objectFaults(resource: SimulatedResource, providers: readonly string[], cluster: ClusterObjects): string[] {
  const isPlaced = isKnown(resource, "metadata");
  return [
    ...providerFaults(resource, providers),
    ...(isPlaced ? [...namespaceFaults(resource, cluster), ...levelFaults(resource)] : []),
    ...(isPlaced && isKnown(resource, "spec", /securityContext|volumes|host/)
      ? admissionFaults(resource, cluster)
      : []),
    ...(resource.unknownInputs.length === 0
      ? [
          ...selectionFaults(resource, cluster),
          ...rightsFaults(resource, cluster),
          ...danglingTokenFaults(resource, cluster),
        ]
      : []),
  ];
}

/** Whether all of an input is known, or all of its parts that match. */
function isKnown({ unknownInputs }: SimulatedResource, input: string, part = /^/): boolean {
  return !unknownInputs.some((path) => path === input || (path.startsWith(`${input}.`) && part.test(path)));
}

function providerFaults(resource: SimulatedResource, providers: readonly string[]): string[] {
  return faultsOf([
    !providers.some((urn) => resource.provider.startsWith(`${urn}::`)),
    "it has no provider, so it would go to whatever cluster the user's kubectl points at",
  ]);
}

function namespaceFaults(resource: SimulatedResource, cluster: ClusterObjects): string[] {
  const namespace = namespaceOf(resource);
  return faultsOf([
    !builtInNamespaces.includes(namespace) && cluster.namespace(namespace) === undefined,
    `the lab has no namespace ${namespace}`,
  ]);
}

function duplicates(objects: readonly SimulatedResource[]): Fault[] {
  const key = (object: SimulatedResource) =>
    [object.provider, object.type, namespaceOf(object), nameOf(object)].join(" ");
  return duplicatesBy(objects, key).map(({ resource, first }) => ({
    resource,
    message: `${first.name} has the same kind, namespace and name: ${resource.id}`,
  }));
}

/** The pod security level that a namespace enforces, if it enforces any. */
function levelOf(namespace: SimulatedResource | undefined): string | undefined {
  return namespace?.state["metadata"]?.["labels"]?.["pod-security.kubernetes.io/enforce"] as string | undefined;
}

function levelFaults(resource: SimulatedResource): string[] {
  const level = resource.type === namespaceType ? levelOf(resource) : undefined;
  return faultsOf([
    level !== undefined && !podSecurityLevels.includes(level),
    `it enforces the pod security level ${level}; there are ${podSecurityLevels.join(", ")}`,
  ]);
}

function admissionFaults(resource: SimulatedResource, cluster: ClusterObjects): string[] {
  const pod = podOf(resource);
  const name = namespaceOf(resource);
  const level = levelOf(cluster.namespace(name));
  if (!pod || level === undefined) return [];
  return podSecurityFaults(level, pod).map((fault) => `namespace ${name} (${level}) would refuse its pods: ${fault}`);
}

/** The pod that an object is, or makes by a template; of a CronJob that of its Jobs. */
function podOf({ type, inputs }: SimulatedResource): Inputs | undefined {
  const spec = inputs["spec"] as Inputs | undefined;
  if (type === "kubernetes:core/v1:Pod") return spec;
  const template = (spec?.["jobTemplate"]?.["spec"] ?? spec)?.["template"] as Inputs | undefined;
  return template?.["spec"] as Inputs | undefined;
}
