import {
  reservedCpuAnnotation,
  reservedMemoryAnnotation,
  reservedScratchAnnotation,
  studentLabel,
} from "../../facts/labels";
import { milliCpu, quantity } from "../../lib/quantity";
import type { SimulatedResource } from "../../simulator";
import { type Amounts, difference, most, sum } from "./amounts";

/** What the pods of a lab request of its Linux nodes. */
export interface PodRequests {
  /** What is reserved for each student. */
  readonly spaces: readonly Amounts[];
  /** What the student who may request most can request beyond what is reserved: no other may starve by it. */
  readonly beyondReserved: Amounts;
  /** The lab's own Services of type LoadBalancer, and those that students may add. */
  readonly loadBalancers: { readonly lab: number; readonly students: number };
  /** What the lab's own pods request. It has `nodesNow` nodes, and would have `nodes`. */
  readonly labPods: (nodesNow: number, nodes: number) => Amounts;
}

/** The parts of Kubernetes objects that count here. */
interface Quota {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly hard: Readonly<Record<string, string>>; readonly scopeSelector?: unknown };
}
interface Service {
  readonly spec: { readonly type?: string };
}
interface Deployment {
  readonly spec: {
    readonly replicas?: number;
    readonly strategy?: { readonly type?: string; readonly rollingUpdate?: { readonly maxSurge?: number | string } };
    readonly template: {
      readonly spec: {
        readonly nodeSelector?: Readonly<Record<string, string>>;
        readonly containers: readonly Container[];
      };
    };
  };
}
interface Container {
  readonly resources?: { readonly requests?: { readonly cpu?: string; readonly memory?: string } };
}

export function podRequestsIn(resources: readonly SimulatedResource[]): PodRequests {
  const of = (type: string) => resources.filter((one) => one.type === `kubernetes:${type}`).map(({ inputs }) => inputs);
  const quotas = (of("core/v1:ResourceQuota") as Quota[]).filter(isSpace);
  const services = (of("core/v1:Service") as Service[]).filter(({ spec }) => spec.type === "LoadBalancer");
  const deployments = (of("apps/v1:Deployment") as Deployment[]).filter(isOnLinux);
  const ofStudents = quotas.map(({ spec }) => Number(spec.hard["services.loadbalancers"] ?? 0));
  return {
    spaces: quotas.map(reservedIn),
    beyondReserved: most(quotas.map((quota) => difference(capOf(quota), reservedIn(quota)))),
    loadBalancers: { lab: services.length, students: ofStudents.reduce((total, count) => total + count, 0) },
    labPods: (nodesNow, nodes) => sum(deployments.map((deployment) => podsOf(deployment, nodesNow, nodes))),
  };
}

/** What a student may request. */
function capOf({ spec: { hard } }: Quota): Amounts {
  return sum([
    {
      ...requested(hard["requests.cpu"], hard["requests.memory"], hard["requests.ephemeral-storage"]),
      pods: Number(hard["pods"] ?? 0),
      disks: Number(hard["persistentvolumeclaims"] ?? 0),
    },
  ]);
}

/** What is reserved for a student, as annotations of the quota say; without them all that the quota allows. */
function reservedIn(quota: Quota): Amounts {
  const annotations = quota.metadata?.annotations ?? {};
  const { [reservedCpuAnnotation]: cpu, [reservedMemoryAnnotation]: memory } = annotations;
  const scratch = annotations[reservedScratchAnnotation];
  const said = requested(cpu, memory, scratch);
  const cap = capOf(quota);
  return {
    ...cap,
    cpu: cpu === undefined ? cap.cpu : said.cpu,
    memory: memory === undefined ? cap.memory : said.memory,
    scratch: scratch === undefined ? cap.scratch : said.scratch,
  };
}

/** A student's other quotas forbid pods that reach beyond the space, and reserve nothing. */
function isSpace({ metadata, spec }: Quota): boolean {
  return metadata?.labels?.[studentLabel] !== undefined && spec.scopeSelector === undefined;
}

function isOnLinux({ spec }: Deployment): boolean {
  return spec.template.spec.nodeSelector?.["kubernetes.io/os"] !== "windows";
}

/**
 * A Deployment's pods during an update, which adds some. If there are as many replicas as nodes, they are one for each node,
 * and grow with the nodes.
 */
function podsOf({ spec: { replicas = 1, strategy, template } }: Deployment, nodesNow: number, nodes: number): Amounts {
  const steady = replicas === nodesNow ? nodes : replicas;
  const pods = steady + surge(strategy, steady);
  const requests = template.spec.containers.map(({ resources }) => resources?.requests);
  const each = sum(requests.map((request) => requested(request?.cpu, request?.memory)));
  return { ...each, cpu: each.cpu * pods, memory: each.memory * pods, pods };
}

/** The default of Kubernetes is 25 %. */
function surge(strategy: Deployment["spec"]["strategy"], replicas: number): number {
  if (strategy?.type === "Recreate") return 0;
  const most = String(strategy?.rollingUpdate?.maxSurge ?? "25%");
  return most.endsWith("%") ? Math.ceil((replicas * parseFloat(most)) / 100) : Number(most);
}

/** Of Kubernetes quantities; one that is not given is 0. */
function requested(cpu = "0", memory = "0", scratch = "0"): Pick<Amounts, "cpu" | "memory" | "scratch"> {
  return { cpu: milliCpu(cpu) ?? 0, memory: mebibytesUp(memory), scratch: mebibytesUp(scratch) };
}

function mebibytesUp(text: string): number {
  return Math.ceil((quantity(text) ?? 0) / 2 ** 20);
}
