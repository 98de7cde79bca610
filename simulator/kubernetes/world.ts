import { type Fault, type Inputs, type SimulatedResource, faultsOf } from "../model";
import { labelsMatch } from "./models";
import { podSecurityFaults } from "./pods";

/** Namespaces that every cluster has. */
const givenNamespaces = ["default", "kube-system"];

/** Accounts and roles that need not be made. */
const givenAccess = [
  "ServiceAccount default",
  ...["view", "edit", "admin", "cluster-admin"].map((role) => `ClusterRole ${role}`),
];

interface Workload {
  readonly namespace: string;
  readonly labels: Inputs;
  readonly containerPorts: readonly Inputs[];
}

/** What a cluster would refuse, or take and never serve, once it sees all objects together. */
export function kubernetesFaults(resources: readonly SimulatedResource[]): Fault[] {
  const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  const namespaces = objects.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
  const workloads = objects.filter(({ inputs }) => inputs["spec"]?.["template"] !== undefined).map(workloadOf);
  return objects.flatMap((resource) =>
    [
      ...placeFaults(resource, resources, namespaces),
      ...duplicateFaults(resource, objects),
      ...admissionFaults(resource, namespaces),
      ...selectorFaults(resource, workloads),
      ...accessFaults(resource, objects),
    ].map((message) => ({ resource, message })),
  );
}

function namespaceOf({ state }: SimulatedResource): string {
  return (state["metadata"]?.["namespace"] as string | undefined) ?? "default";
}

function workloadOf(resource: SimulatedResource): Workload {
  const { metadata = {}, spec = {} } = resource.inputs["spec"]["template"] as Inputs;
  const containers: Inputs[] = spec["containers"] ?? [];
  return {
    namespace: namespaceOf(resource),
    labels: metadata["labels"] ?? {},
    containerPorts: containers.flatMap((container) => (container["ports"] ?? []) as Inputs[]),
  };
}

function placeFaults(
  resource: SimulatedResource,
  resources: readonly SimulatedResource[],
  namespaces: readonly SimulatedResource[],
): string[] {
  const provider = resources.find(
    ({ type, urn }) => type === "pulumi:providers:kubernetes" && resource.provider.startsWith(`${urn}::`),
  );
  const names = [...givenNamespaces, ...namespaces.map(({ id }) => id)];
  return faultsOf(
    [provider === undefined, "it has no provider, so it would go to whatever cluster the user's kubectl points at"],
    [!names.includes(namespaceOf(resource)), `the lab has no namespace ${namespaceOf(resource)}`],
  );
}

function duplicateFaults(resource: SimulatedResource, objects: readonly SimulatedResource[]): string[] {
  const same = objects.find(({ type, id }) => type === resource.type && id === resource.id);
  return faultsOf([same !== resource, `${same?.name} has the same kind, namespace and name: ${resource.id}`]);
}

function admissionFaults(resource: SimulatedResource, namespaces: readonly SimulatedResource[]): string[] {
  const pod = resource.inputs["spec"]?.["template"]?.["spec"] as Inputs | undefined;
  const namespace = namespaces.find(({ id }) => id === namespaceOf(resource));
  const level = namespace?.state["metadata"]?.["labels"]?.["pod-security.kubernetes.io/enforce"] as string | undefined;
  if (!pod || level === undefined) return [];
  return podSecurityFaults(level, pod).map(
    (fault) => `namespace ${namespace!.id} (${level}) would refuse its pods: ${fault}`,
  );
}

/** A Service, a policy or a budget that selects no pod, or a port that its pods do not have, is taken and does nothing. */
function selectorFaults(resource: SimulatedResource, workloads: readonly Workload[]): string[] {
  const { spec = {} } = resource.inputs;
  const selector = selectorOf(resource.type, spec);
  if (!selector) return [];
  const selected = workloads.filter(
    ({ namespace, labels }) => namespace === namespaceOf(resource) && labelsMatch(selector, labels),
  );
  if (selected.length === 0)
    return [`it selects no pod of namespace ${namespaceOf(resource)}: ${JSON.stringify(selector)}`];
  return portsOf(resource.type, spec)
    .filter(
      (port) =>
        !selected.some(({ containerPorts }) =>
          containerPorts.some((own) => own["name"] === port || own["containerPort"] === port),
        ),
    )
    .map((port) => `it names port ${port}, which the pods that it selects do not have`);
}

/** A binding or a pod that names a role or an account that is not there is taken, and then has no rights. */
function accessFaults(resource: SimulatedResource, objects: readonly SimulatedResource[]): string[] {
  const { roleRef, subjects = [], spec } = resource.inputs;
  const namespace = namespaceOf(resource);
  const account = spec?.["template"]?.["spec"]?.["serviceAccountName"] as string | undefined;
  const wanted = [
    ...(roleRef === undefined ? [] : [{ kind: roleRef["kind"], name: roleRef["name"], namespace }]),
    ...(subjects as Inputs[]).filter(({ kind }) => kind === "ServiceAccount"),
    ...(account === undefined ? [] : [{ kind: "ServiceAccount", name: account, namespace }]),
  ] as { kind: string; name: string; namespace: string }[];
  return wanted
    .filter(({ kind, name }) => !givenAccess.includes(`${kind} ${name}`))
    .filter(({ kind, name, namespace }) => {
      const id = kind === "ClusterRole" ? name : `${namespace}/${name}`;
      return !objects.some((object) => object.inputs["kind"] === kind && object.id === id);
    })
    .map(
      ({ kind, name, namespace }) =>
        `it names the ${kind} ${name}, which the lab does not have in namespace ${namespace}`,
    );
}

function selectorOf(type: string, spec: Inputs): Inputs | undefined {
  if (type === "kubernetes:core/v1:Service") return spec["selector"] as Inputs | undefined;
  if (type === "kubernetes:policy/v1:PodDisruptionBudget") return (spec["selector"]?.["matchLabels"] ?? {}) as Inputs;
  if (type === "kubernetes:networking.k8s.io/v1:NetworkPolicy")
    return (spec["podSelector"]?.["matchLabels"] ?? {}) as Inputs;
  return undefined;
}

function portsOf(type: string, spec: Inputs): (string | number)[] {
  if (type === "kubernetes:core/v1:Service") {
    return ((spec["ports"] ?? []) as Inputs[]).map((port) => (port["targetPort"] ?? port["port"]) as string | number);
  }
  return ((spec["ingress"] ?? []) as Inputs[]).flatMap(({ ports = [] }) =>
    (ports as Inputs[]).map((port) => port["port"] as string | number),
  );
}
