import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../target";
import { loadBalancer, clusterOptions, securedNamespace } from "../objects";
import { labels, podSpec, port, selector } from "./pod";

export interface WorkloadArgs {
  cluster: Cluster;
  /** Image reference, best by digest. It listens on port 8080 and answers `/healthz` and `/readyz`. */
  image: pulumi.Input<string>;
  /** Pods. One a node shows best what the loss of one means. */
  replicas: number;
}

/**
 * The lab's app on the cluster, spread over the nodes so that the loss of one takes one pod in `replicas`, and made anew
 * elsewhere a few seconds after Kubernetes has noticed. Its namespace admits restricted pods only.
 */
export class Workload extends pulumi.ComponentResource {
  /** Where the app answers, such as `http://203.0.113.20`. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Workload", name, {}, opts);

    const clusterOpts = clusterOptions(args.cluster, this);
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("lab", "restricted"), clusterOpts);
    const metadata = { name: "app", namespace: namespace.metadata.name, labels };

    new kubernetes.networking.v1.NetworkPolicy(
      `${name}-deny`,
      { metadata: { ...metadata, name: "deny" }, spec: denyAll },
      clusterOpts,
    );
    new kubernetes.networking.v1.NetworkPolicy(`${name}-allow`, { metadata, spec: visitsAndApiServer }, clusterOpts);
    const account = this.serviceAccount(name, metadata, clusterOpts);
    new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, { metadata, spec: oneAtATime }, clusterOpts);
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      { metadata, spec: deploymentSpec(args.image, args.replicas, account) },
      { ...clusterOpts, dependsOn: args.cluster.podDependencies },
    );
    const service = new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        metadata: { ...metadata, annotations: args.cluster.loadBalancerAnnotations },
        spec: loadBalancer(selector, port.name),
      },
      clusterOpts,
    );

    this.url = args.cluster.urlOf(service);
    this.registerOutputs({ url: this.url });
  }

  /** Who the app is for the API server: somebody who may look at the nodes and at the pods beside it, and at nothing else. */
  private serviceAccount(
    name: string,
    metadata: { name: string; namespace: pulumi.Output<string>; labels: typeof labels },
    clusterOpts: pulumi.CustomResourceOptions,
  ): pulumi.Output<string> {
    const rbac = kubernetes.rbac.v1;
    const ofCluster = { name: "lab-app-nodes", labels };
    const account = new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      { metadata, automountServiceAccountToken: false },
      clusterOpts,
    );
    const subjects = [{ kind: "ServiceAccount", name: account.metadata.name, namespace: metadata.namespace }];
    const pods = new rbac.Role(`${name}-pods`, { metadata, rules: [mayWatch("pods")] }, clusterOpts);
    const nodes = new rbac.ClusterRole(
      `${name}-nodes`,
      { metadata: ofCluster, rules: [mayWatch("nodes")] },
      clusterOpts,
    );
    new rbac.RoleBinding(`${name}-pods`, { metadata, roleRef: reference("Role", pods), subjects }, clusterOpts);
    new rbac.ClusterRoleBinding(
      `${name}-nodes`,
      { metadata: ofCluster, roleRef: reference("ClusterRole", nodes), subjects },
      clusterOpts,
    );
    return account.metadata.name;
  }
}

function mayWatch(resource: string) {
  return { apiGroups: [""], resources: [resource], verbs: ["list", "watch"] };
}

function reference(kind: string, role: kubernetes.rbac.v1.Role | kubernetes.rbac.v1.ClusterRole) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name: role.metadata.name };
}

const denyAll = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * In from anywhere, since a load balancer passes on the visitors' own addresses or the nodes'. Out to the API server's
 * ports, 443 on AKS and 6443 on most others: where the server is no policy can say, since Cilium's ranges hold no node.
 */
const visitsAndApiServer = {
  podSelector: { matchLabels: selector },
  policyTypes: ["Ingress", "Egress"],
  ingress: [{ ports: [{ protocol: "TCP", port: port.name }] }],
  egress: [{ ports: [443, 6443].map((number) => ({ protocol: "TCP", port: number })) }],
};

/** A drain takes one pod at a time. A pod that is broken anyway must not hold a drain up. */
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
    // A new pod is ready before an old one goes, so an update loses no capacity.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    template: { metadata: { labels }, spec: podSpec(image, account) },
  };
}
