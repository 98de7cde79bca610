import type { Inputs, SimulatedResource } from "../model";
import { type ClusterObjects, type Workload, namespaceOf } from "./objects";
import { requirementsOf, selects } from "./selectors";

const service = "kubernetes:core/v1:Service";
const budget = "kubernetes:policy/v1:PodDisruptionBudget";
const policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** A reference to a port of the selected pods. */
interface PortReference {
  /** Name or number. */
  readonly port: string | number;
  /** Last number of a range that starts with `port`. */
  readonly endPort?: number;
  readonly protocol?: string;
}

/** A Service, a policy or a budget that selects no pod, or a port that its pods do not have, is accepted and has no effect. */
export function selectionFaults(resource: SimulatedResource, cluster: ClusterObjects): string[] {
  const { type } = resource;
  const { spec = {} } = resource.inputs;
  if (type === budget && spec["selector"] === undefined) return ["without a selector it selects no pod"];
  const selector = selectorOf(type, spec);
  if (!selector) return [];
  const namespace = namespaceOf(resource);
  const selected = cluster.workloadsIn(namespace).filter(({ labels }) => selects(selector, labels));
  if (selected.length > 0) {
    const windows = type === policy && selected.some((workload) => workload.windows);
    return [...portFaults(portsOf(type, spec), selected), ...(windows ? windowsPolicyFaults(spec) : [])];
  }
  // A policy for all pods may exist before the pods.
  return type === policy && requirementsOf(selector).length === 0
    ? []
    : [`it selects no pod of namespace ${namespace}: ${text(selector)}`];
}

/** As a label selector. A Service has labels only. */
function selectorOf(type: string, spec: Inputs): Inputs | undefined {
  if (type === service) return spec["selector"] && { matchLabels: spec["selector"] };
  if (type === budget) return spec["selector"] as Inputs;
  return type === policy ? ((spec["podSelector"] ?? {}) as Inputs) : undefined;
}

function text({ matchLabels = {}, ...expressions }: Inputs): string {
  return JSON.stringify(Object.keys(expressions).length === 0 ? matchLabels : { matchLabels, ...expressions });
}

function portsOf(type: string, spec: Inputs): PortReference[] {
  if (type === service) {
    return ((spec["ports"] ?? []) as Inputs[]).map(({ port, targetPort, protocol }) => ({
      port: targetPort ?? port,
      protocol,
    }));
  }
  // A policy's port without a number means all ports of its protocol.
  return ((spec["ingress"] ?? []) as Inputs[])
    .flatMap(({ ports = [] }) => ports as PortReference[])
    .filter(({ port }) => port !== undefined);
}

function portFaults(ports: readonly PortReference[], selected: readonly Workload[]): string[] {
  return ports
    .filter((port) => !selected.some(({ containerPorts }) => containerPorts.some((own) => isMeant(own, port))))
    .map(({ port }) => `it names port ${port}, which the pods that it selects do not have`);
}

/** Calico on Windows skips such rules without a word (projectcalico/calico, `felix/dataplane/windows/policysets/policysets.go`). */
function windowsPolicyFaults(spec: Inputs): string[] {
  const rules = [...((spec["ingress"] ?? []) as Inputs[]), ...((spec["egress"] ?? []) as Inputs[])];
  const peers = rules.flatMap(({ from = [], to = [] }) => [...(from as Inputs[]), ...(to as Inputs[])]);
  const names = rules.flatMap(({ ports = [] }) => (ports as Inputs[]).map(({ port }) => port as unknown));
  return [
    ...names
      .filter((port) => typeof port === "string")
      .map((port) => `Calico on Windows skips its rule for the port ${port}: give the port's number`),
    ...peers
      .filter(({ ipBlock }) => ((ipBlock?.["except"] ?? []) as unknown[]).length > 0)
      .map(({ ipBlock }) => `Calico on Windows skips its rule for ${ipBlock["cidr"]}, because of except`),
  ];
}

/** A name refers to a port of one protocol. A number works with any protocol that the container declares. */
function isMeant(own: Inputs, { port, endPort, protocol = "TCP" }: PortReference): boolean {
  if (typeof port === "string") return own["name"] === port && (own["protocol"] ?? "TCP") === protocol;
  return port <= own["containerPort"] && own["containerPort"] <= (endPort ?? port);
}
