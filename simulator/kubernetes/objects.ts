import type { Inputs, SimulatedResource } from "../model";

export const namespaceType = "kubernetes:core/v1:Namespace";

/** Namespace of an object. Also `default`, without a meaning, for objects that have no namespace. */
export function namespaceOf({ state }: SimulatedResource): string {
  return (state["metadata"]?.["namespace"] as string | undefined) ?? "default";
}

/** An object without a model may lack a name. */
export function nameOf({ state, id }: SimulatedResource): string {
  return (state["metadata"]?.["name"] as string | undefined) ?? id;
}

/** Pods that an object creates from a template. */
export interface Workload {
  readonly labels: Inputs;
  readonly containerPorts: readonly Inputs[];
  /** Whether they run on Windows nodes. */
  readonly windows: boolean;
}

/** Index of all objects on one cluster: a class may have thousands. */
export class ClusterObjects {
  private readonly namespaces = new Map<string, SimulatedResource>();
  private readonly references = new Set<string>();
  private readonly workloads = new Map<string, Workload[]>();

  constructor(objects: readonly SimulatedResource[]) {
    for (const object of objects) {
      const namespace = namespaceOf(object);
      if (object.type === namespaceType) this.namespaces.set(nameOf(object), object);
      this.references.add(referenceKey(object.inputs["kind"] as string, namespace, nameOf(object)));
      const template = object.inputs["spec"]?.["template"] as Inputs | undefined;
      if (template) this.workloads.set(namespace, [...this.workloadsIn(namespace), workloadOf(template)]);
    }
  }

  namespace(name: string): SimulatedResource | undefined {
    return this.namespaces.get(name);
  }

  /** Whether an object exists. The namespace is ignored for kinds that have none. */
  has(kind: string, namespace: string, name: string): boolean {
    return this.references.has(referenceKey(kind, namespace, name));
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.workloads.get(namespace) ?? [];
  }
}

/** Kinds without a namespace that other objects refer to. */
const clusterWide = ["ClusterRole", "ValidatingAdmissionPolicy"];

function referenceKey(kind: string, namespace: string, name: string): string {
  return [kind, clusterWide.includes(kind) ? "" : namespace, name].join(" ");
}

function workloadOf({ metadata = {}, spec = {} }: Inputs): Workload {
  const system = spec["os"]?.["name"] ?? spec["nodeSelector"]?.["kubernetes.io/os"];
  return {
    windows: system === "windows",
    labels: metadata["labels"] ?? {},
    containerPorts: ((spec["containers"] ?? []) as Inputs[]).flatMap(({ ports = [] }) => ports as Inputs[]),
  };
}
