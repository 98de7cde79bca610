import type { TestCluster } from "../cluster";
import type { Student } from "../student";
import { appPodOn } from "../app";

/** What a pod tries to reach: a port at a host, or only a name to be resolved. */
export interface Target {
  readonly host: string;
  readonly port?: number;
}

/** Port of a student's load balancer, by the student's label: two on one port would meet on the nodes. */
export const pagePorts = { first: 8081, second: 8082 };

/** Addresses that a node gets for the test, and what they stand for. Nothing sent there leaves the node. */
export const standIns = {
  metadata: "169.254.169.254",
  wireServer: "168.63.129.16",
  // Reserved for documentation (RFC 5737); no policy of the lab knows it.
  internet: "203.0.113.7",
};

/** A page of two pods, one on each of two nodes, behind a Service. */
interface Page {
  readonly here: string;
  readonly there: string;
  readonly clusterIP: string;
  readonly nodePort: number;
  readonly port: number;
}

async function pageOf({ kube, namespace }: Student): Promise<Page> {
  const { spec } = await kube.core.readNamespacedService({ name: "page", namespace });
  const address = async (name: string) => (await kube.core.readNamespacedPod({ name, namespace })).status!.podIP!;
  return {
    here: await address("here"),
    there: await address("there"),
    clusterIP: spec!.clusterIP!,
    nodePort: spec!.ports![0]!.nodePort!,
    port: spec!.ports![0]!.port,
  };
}

/** By the names of the matrix' rows. `undefined`: it is not tried. */
export type Targets = Readonly<Record<string, Target | undefined>>;

/** Targets from the point of view of one student's pod. */
export async function targetsOf(cluster: TestCluster, own: Student, other: Student): Promise<Targets> {
  const addresses = await addressesOf(cluster);
  return {
    ...ownTargets(await pageOf(own), own.namespace, addresses),
    ...othersTargets(await pageOf(other), other.namespace, addresses),
    ...(await appTargets(cluster, addresses)),
    "its own Service's name": { host: serviceName("page", own.namespace) },
    "another student's Service's name": { host: serviceName("page", other.namespace) },
    ...(await clusterTargets(cluster, addresses)),
    "the metadata address": at(standIns.metadata, 80),
    "Azure's WireServer": at(standIns.wireServer, 80),
    "an address of the Internet": at(standIns.internet, 80),
  };
}

/** The same from the app's own pod. Its Service is left out, behind which is the pod itself, too: who answers is chance. */
export async function targetsOfApp(cluster: TestCluster, other: Student): Promise<Targets> {
  const targets = await targetsOf(cluster, other, other);
  const isLeftOut = (name: string) =>
    name.startsWith("its own") || (name.startsWith("the lab app's") && !name.endsWith("pod"));
  return Object.fromEntries(
    Object.entries(targets).map(([name, target]) => [name, isLeftOut(name) ? undefined : target]),
  );
}

const at = (host: string, port: number): Target => ({ host, port });
const serviceName = (name: string, namespace: string) => `${name}.${namespace}.svc.cluster.local`;

interface Addresses {
  /** Of the node of the pod that tries. */
  readonly node: string;
  readonly otherNode: string;
}

async function addressesOf({ kube, nodes }: TestCluster): Promise<Addresses> {
  const all = (await kube.nodes()).map(({ metadata, status }) => {
    const internal = status!.addresses!.find(({ type }) => type === "InternalIP");
    return [metadata!.name, internal!.address] as const;
  });
  const addresses = Object.fromEntries(all);
  return { node: addresses[nodes[1]!]!, otherNode: addresses[nodes[2]!]! };
}

function ownTargets({ there, clusterIP, port, nodePort }: Page, namespace: string, { node, otherNode }: Addresses) {
  return {
    "its own pod on another node": at(there, 8080),
    "its own Service by address": at(clusterIP, port),
    "its own Service by name": at(serviceName("page", namespace), port),
    "its own node port on its node": at(node, nodePort),
    "its own node port on another node": at(otherNode, nodePort),
    "its own load balancer": at(otherNode, port),
  };
}

function othersTargets(
  { here, there, clusterIP, port, nodePort }: Page,
  namespace: string,
  { node, otherNode }: Addresses,
) {
  return {
    "another student's pod on its node": at(here, 8080),
    "another student's pod on another node": at(there, 8080),
    "another student's Service by address": at(clusterIP, port),
    "another student's Service by name": at(serviceName("page", namespace), port),
    "another student's node port on its node": at(node, nodePort),
    "another student's node port on another node": at(otherNode, nodePort),
    "another student's load balancer on its node": at(node, port),
    "another student's load balancer on another node": at(otherNode, port),
  };
}

async function appTargets(cluster: TestCluster, { node, otherNode }: Addresses) {
  const { spec } = await cluster.kube.core.readNamespacedService({ name: "app", namespace: "lab" });
  const { port, nodePort } = spec!.ports![0]!;
  const pod = await appPodOn(cluster, cluster.nodes[2]!);
  return {
    "the lab app's pod": at(pod.status!.podIP!, 8080),
    "the lab app's Service by address": at(spec!.clusterIP!, port),
    "the lab app's Service by name": at(serviceName("app", "lab"), port),
    "the lab app's node port on its node": at(node, nodePort!),
    "the lab app's node port on another node": at(otherNode, nodePort!),
    "the lab app's load balancer": at(otherNode, port),
  };
}

async function clusterTargets({ kube }: TestCluster, { node, otherNode }: Addresses) {
  const server = { name: "kubernetes", namespace: "default" };
  const { spec } = await kube.core.readNamespacedService(server);
  const slices = await kube.get<{ endpoints: { addresses: string[] }[]; ports: { port: number }[] }>(
    "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes",
  );
  return {
    "the API server by its Service": at(spec!.clusterIP!, spec!.ports![0]!.port),
    "the API server by its address": at(slices.endpoints[0]!.addresses[0]!, slices.ports[0]!.port),
    "the kubelet of its node": at(node, 10250),
    "the kubelet of another node": at(otherNode, 10250),
  };
}
