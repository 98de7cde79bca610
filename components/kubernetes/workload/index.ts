import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../target";
import { type NamespacedMetadata, clusterOptions, loadBalancer, securedNamespace } from "../objects";
import type { AppContract } from "./contract";
import { labels, podSpec, portName, selector } from "./pod";
import { denyAll, egress, visitors } from "./policies";

export interface WorkloadArgs {
  cluster: Cluster;
  /** Image reference, best by digest. */
  image: pulumi.Input<string>;
  /** What the image needs. */
  contract: AppContract;
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

    const { cluster, image, replicas, contract } = args;
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
      { metadata: { ...metadata, name: "app-api" }, spec: egress(contract) },
      clusterOpts,
    );
    const account = createServiceAccount(name, metadata, clusterOpts);
    if (contract.readsCluster) grantReading(name, account, metadata, clusterOpts);
    new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, { metadata, spec: oneAtATime }, clusterOpts);
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata,
        spec: deploymentSpec(podSpec(image, account.metadata.name, contract, cluster.drainSeconds), replicas),
      },
      { ...clusterOpts, dependsOn: cluster.podDependencies },
    );
    const service = new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        metadata: { ...metadata, annotations: cluster.loadBalancerAnnotations },
        spec: { ...loadBalancer(cluster, selector, portName), externalTrafficPolicy: cluster.trafficPolicy },
      },
      clusterOpts,
    );

    this.url = cluster.urlOf(service);
    this.registerOutputs({ url: this.url });
  }
}

/** The app's account at the API server, by itself without any right. */
function createServiceAccount(
  name: string,
  metadata: NamespacedMetadata,
  clusterOpts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.ServiceAccount {
  return new kubernetes.core.v1.ServiceAccount(
    `${name}-account`,
    { metadata, automountServiceAccountToken: false },
    clusterOpts,
  );
}

/** Lets the app list and watch the nodes, and the pods and Deployments of its namespace, and nothing else. */
function grantReading(
  name: string,
  account: kubernetes.core.v1.ServiceAccount,
  metadata: NamespacedMetadata,
  clusterOpts: pulumi.CustomResourceOptions,
): void {
  const rbac = kubernetes.rbac.v1;
  const clusterMetadata = { name: "lab-app-nodes", labels };
  const subjects = [{ kind: "ServiceAccount", name: account.metadata.name, namespace: metadata.namespace }];
  const pods = new rbac.Role(
    `${name}-pods`,
    { metadata, rules: [mayWatch("pods"), mayWatch("deployments", "apps")] },
    clusterOpts,
  );
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
}

function mayWatch(resource: string, group = "") {
  return { apiGroups: [group], resources: [resource], verbs: ["list", "watch"] };
}

function reference(kind: string, role: kubernetes.rbac.v1.Role | kubernetes.rbac.v1.ClusterRole) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name: role.metadata.name };
}

/** A drain evicts one pod at a time. A pod that is not healthy anyway must not block it. */
const oneAtATime = {
  maxUnavailable: 1,
  selector: { matchLabels: selector },
  unhealthyPodEvictionPolicy: "AlwaysAllow",
};

function deploymentSpec(
  pod: kubernetes.types.input.core.v1.PodSpec,
  replicas: number,
): kubernetes.types.input.apps.v1.DeploymentSpec {
  return {
    replicas,
    selector: { matchLabels: selector },
    // A new pod is ready before an old one stops, so an update loses no capacity.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    template: { metadata: { labels }, spec: pod },
  };
}
