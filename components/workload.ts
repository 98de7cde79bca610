import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";

export interface WorkloadArgs {
  cluster: Cluster;
  /** Image reference, best by digest. It listens on port 8080 and answers `/healthz` and `/readyz`. */
  image: pulumi.Input<string>;
  /** Pods. One a node shows best what the loss of one means. */
  replicas: number;
  /** What must exist before a pod can start, such as the nodes' right to pull. @default nothing */
  startAfter?: pulumi.Resource[];
}

/** The port on which the app listens, by number and by the name that Service, probes and policy use. */
const port = { name: "http", number: 8080 };

const labels = { "app.kubernetes.io/name": "app", "app.kubernetes.io/part-of": "container-lab" };
const selector = { "app.kubernetes.io/name": "app" };

/** How long a pod stays bound to a node that is lost. Kubernetes' own default is 300 s, a third of a lesson. */
const lostNodeSeconds = 5;

/**
 * The lab's app on the cluster, spread over the nodes so that the loss of one takes one pod in `replicas`, and made anew
 * elsewhere a few seconds after Kubernetes has noticed. Its namespace admits restricted pods only.
 */
export class Workload extends pulumi.ComponentResource {
  /** Where the app answers, such as `http://203.0.113.20`. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:Workload", name, {}, opts);

    const onCluster = { parent: this, provider: args.cluster.provider, deletedWith: args.cluster.lifetime };
    const namespace = new kubernetes.core.v1.Namespace(name, restrictedNamespace("lab"), onCluster);
    const metadata = { name: "app", namespace: namespace.metadata.name, labels };

    new kubernetes.networking.v1.NetworkPolicy(
      `${name}-deny`,
      { metadata: { ...metadata, name: "deny" }, spec: denyAll },
      onCluster,
    );
    new kubernetes.networking.v1.NetworkPolicy(`${name}-allow`, { metadata, spec: allowHttp }, onCluster);
    new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, { metadata, spec: oneAtATime }, onCluster);
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      { metadata, spec: deploymentSpec(args.image, args.replicas) },
      { ...onCluster, dependsOn: args.startAfter ?? [] },
    );
    const service = new kubernetes.core.v1.Service(`${name}-service`, { metadata, spec: serviceSpec }, onCluster);

    this.url = serviceUrl(service);
    this.registerOutputs({ url: this.url });
  }
}

/** A namespace that refuses every pod that asks for more than the restricted pod security standard grants. */
function restrictedNamespace(name: string): kubernetes.core.v1.NamespaceArgs {
  const level = "restricted";
  return {
    metadata: {
      name,
      labels: {
        "app.kubernetes.io/part-of": "container-lab",
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/warn": level,
      },
    },
  };
}

const denyAll = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/** From anywhere, since the load balancer passes the visitors' own addresses on or the nodes', as it likes. */
const allowHttp = {
  podSelector: { matchLabels: selector },
  policyTypes: ["Ingress"],
  ingress: [{ ports: [{ protocol: "TCP", port: port.name }] }],
};

/** A drain takes one pod at a time. A pod that is broken anyway must not hold a drain up. */
const oneAtATime = {
  maxUnavailable: 1,
  selector: { matchLabels: selector },
  unhealthyPodEvictionPolicy: "AlwaysAllow",
};

const serviceSpec = {
  type: "LoadBalancer",
  selector,
  ports: [{ name: port.name, port: 80, targetPort: port.name, protocol: "TCP" }],
};

function deploymentSpec(image: pulumi.Input<string>, replicas: number): kubernetes.types.input.apps.v1.DeploymentSpec {
  return {
    replicas,
    selector: { matchLabels: selector },
    // A new pod is ready before an old one goes, so an update loses no capacity.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
    template: { metadata: { labels }, spec: podSpec(image) },
  };
}

function podSpec(image: pulumi.Input<string>): kubernetes.types.input.core.v1.PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { "kubernetes.io/os": "linux" },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    },
    topologySpreadConstraints: [spreadOverNodes],
    tolerations: ["unreachable", "not-ready"].map((condition) => ({
      key: `node.kubernetes.io/${condition}`,
      operator: "Exists",
      effect: "NoExecute",
      tolerationSeconds: lostNodeSeconds,
    })),
    terminationGracePeriodSeconds: 30,
    containers: [container(image)],
  };
}

const spreadOverNodes = {
  maxSkew: 1,
  topologyKey: "kubernetes.io/hostname",
  whenUnsatisfiable: "DoNotSchedule",
  labelSelector: { matchLabels: selector },
  // Each revision is spread by itself. Counted together with the old one's pods, a rolling update may leave a node empty.
  matchLabelKeys: ["pod-template-hash"],
  // A lost or drained node is no place to keep free: what ran there must fit on the others.
  nodeTaintsPolicy: "Honor",
};

function container(image: pulumi.Input<string>): kubernetes.types.input.core.v1.Container {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: port.name },
    periodSeconds,
    timeoutSeconds: 2,
    failureThreshold: 2,
  });
  return {
    name: "app",
    image,
    ports: [{ name: port.name, containerPort: port.number, protocol: "TCP" }],
    env: [
      { name: "PORT", value: String(port.number) },
      field("POD_NAME", "metadata.name"),
      field("POD_NAMESPACE", "metadata.namespace"),
      field("POD_IP", "status.podIP"),
      field("NODE_NAME", "spec.nodeName"),
    ],
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    startupProbe: { ...probe("/healthz", 1), failureThreshold: 60 },
    readinessProbe: probe("/readyz", 2),
    livenessProbe: { ...probe("/healthz", 10), failureThreshold: 3 },
    // Load balancers go on sending for a moment after a pod is told to stop; it serves them before it does.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}

/** Where a Service's load balancer answers: some give a host name, most an address. */
export function serviceUrl(service: kubernetes.core.v1.Service): pulumi.Output<string> {
  return pulumi.all([service.metadata.name, service.status]).apply(([name, status]) => {
    const [first] = status?.loadBalancer?.ingress ?? [];
    const address = first?.hostname ?? first?.ip;
    if (address !== undefined) return `http://${address}`;
    throw new pulumi.RunError(
      `The Service ${name} has no address yet. Run \`pulumi refresh\`, then \`pulumi up\` again.`,
    );
  });
}
