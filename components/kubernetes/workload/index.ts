import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { apiServerPorts } from "../../../facts/kubernetes/ports";
import type { Cluster } from "../../target";
import { type NamespacedMetadata, clusterOptions, loadBalancer, securedNamespace } from "../objects";
import { labels, podSpec, port, selector } from "./pod";

export interface WorkloadArgs {
  cluster: Cluster;
  /** Image reference, best by digest. It listens on port 8080 and answers `/healthz` and `/readyz`. */
  image: pulumi.Input<string>;
  /** Number of pods. One on each node shows best what the loss of a node means. */
  replicas: number;
}

/**
 * The lab's app on the cluster. Its pods are spread over the nodes; when a node is lost, they start on another one a few
 * seconds after Kubernetes has noticed. Its namespace admits restricted pods only.
 */
export class Workload extends pulumi.ComponentResource {
  /** Where the app answers, such as `http://203.0.113.20`. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Workload", name, {}, opts);

    const { cluster, image, replicas } = args;
    const clusterOpts = clusterOptions(cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("lab", "restricted"), clusterOpts);
    const metadata = { name: "app", namespace: namespace.metadata.name, labels };

    new kubernetes.networking.v1.NetworkPolicy(
      `${name}-deny`,
      { metadata: { ...metadata, name: "deny" }, spec: denyAll },
      clusterOpts,
    );
    new kubernetes.networking.v1.NetworkPolicy(`${name}-allow`, { metadata, spec: visitors }, clusterOpts);
    new kubernetes.networking.v1.NetworkPolicy(
      `${name}-allow-api`,
      { metadata: { ...metadata, name: "app-api" }, spec: apiServer },
      clusterOpts,
    );
    const account = createServiceAccount(name, metadata, clusterOpts);
    new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, { metadata, spec: oneAtATime }, clusterOpts);
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      { metadata, spec: deploymentSpec(image, replicas, account) },
      { ...clusterOpts, dependsOn: cluster.podDependencies },
    );
    const service = new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        metadata: { ...metadata, annotations: cluster.loadBalancerAnnotations },
        spec: loadBalancer(cluster, selector, port.name),
      },
      clusterOpts,
    );

    this.url = cluster.urlOf(service);
    this.registerOutputs({ url: this.url });
  }
}

/** The app's account at the API server: it may list and watch the nodes and the pods of its namespace, and nothing else. */
function createServiceAccount(
  name: string,
  metadata: NamespacedMetadata,
  clusterOpts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const rbac = kubernetes.rbac.v1;
  const clusterMetadata = { name: "lab-app-nodes", labels };
  const account = new kubernetes.core.v1.ServiceAccount(
    `${name}-account`,
    { metadata, automountServiceAccountToken: false },
    clusterOpts,
  );
  const subjects = [{ kind: "ServiceAccount", name: account.metadata.name, namespace: metadata.namespace }];
  const pods = new rbac.Role(`${name}-pods`, { metadata, rules: [mayWatch("pods")] }, clusterOpts);
  const nodes = new rbac.ClusterRole(
    `${name}-nodes`,
    { metadata: clusterMetadata, rules: [mayWatch("nodes")] },
    clusterOpts,
  );
  new rbac.RoleBinding(`${name}-pods`, { metadata, roleRef: reference("Role", pods), subjects }, clusterOpts);
  new rbac.ClusterRoleBinding(
    `${name}-nodes`,
    { metadata: clusterMetadata, roleRef: reference("ClusterRole", nodes), subjects },
    clusterOpts,
  );
  return account.metadata.name;
}

function mayWatch(resource: string) {
  return { apiGroups: [""], resources: [resource], verbs: ["list", "watch"] };
}

function reference(kind: string, role: kubernetes.rbac.v1.Role | kubernetes.rbac.v1.ClusterRole) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name: role.metadata.name };
}

const denyAll = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * In from anywhere: a load balancer passes visitors on under their own addresses or the nodes'. A policy for each direction,
 * because k3s (kube-router) lets a pod send to what a policy for both lets in.
 */
const visitors = {
  podSelector: { matchLabels: selector },
  policyTypes: ["Ingress"],
  ingress: [{ ports: [{ protocol: "TCP", port: port.name }] }],
};

/** Out to the API server's ports at any address: a policy cannot name the server, because Cilium never matches a node by a range. */
const apiServer = {
  podSelector: { matchLabels: selector },
  policyTypes: ["Egress"],
  egress: [{ ports: apiServerPorts.map((number) => ({ protocol: "TCP", port: number })) }],
};

/** A drain evicts one pod at a time. A pod that is not healthy anyway must not block it. */
const oneAtATime = {
  maxUnavailable: 1,
  selector: { matchLabels: selector },
  unhealthyPodEvictionPolicy: "AlwaysAllow",
};

function deploymentSpec(
  image: pulumi.Input<string>,
  replicas: number,
  account: pulumi.Input<string>,
): kubernetes.types.input.apps.v1.DeploymentSpec {
  return {
    replicas,
    selector: { matchLabels: selector },
    // A new pod is ready before an old one stops, so an update loses no capacity.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    template: { metadata: { labels }, spec: podSpec(image, account) },
  };
}
