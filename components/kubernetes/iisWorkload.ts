import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../target";
import { clusterOptions, loadBalancer, securedNamespace } from "./objects";

export interface IisWorkloadArgs {
  cluster: Cluster;
  /** The Windows pool: without it, the pod would wait for a node, and the program for the pod. */
  startAfter: pulumi.Resource[];
}

/** Of the nodes' own release, Windows Server 2022: an image runs on no older node. */
const image = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022";

const httpPort = 80;

/** The taint of Windows nodes, which keeps all other pods away from them. */
export const windowsToleration = { key: "os", operator: "Equal", value: "windows", effect: "NoSchedule" };

const labels = { "app.kubernetes.io/name": "iis", "app.kubernetes.io/part-of": "container-lab" };
const selector = { "app.kubernetes.io/name": "iis" };

/** A Windows container: IIS behind a load balancer of its own (about 0.005 USD an hour for the address). */
export class IisWorkload extends pulumi.ComponentResource {
  /** Where IIS answers. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: IisWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:kubernetes:IisWorkload", name, {}, opts);

    const clusterOpts = clusterOptions(args.cluster, this);
    // IIS runs as its container's administrator, which the restricted level refuses. Baseline still keeps it off the node.
    const namespace = new kubernetes.core.v1.Namespace(name, securedNamespace("windows", "baseline"), clusterOpts);
    const metadata = { name: "iis", namespace: namespace.metadata.name, labels };

    new kubernetes.networking.v1.NetworkPolicy(`${name}-policy`, { metadata, spec: onlyHttpIn }, clusterOpts);
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      { metadata, spec: deploymentSpec },
      // Windows images are gigabytes: the first pull takes longer than the provider's default of ten minutes.
      { ...clusterOpts, dependsOn: args.startAfter, customTimeouts: { create: "25m", update: "25m" } },
    );
    const service = new kubernetes.core.v1.Service(
      `${name}-service`,
      { metadata, spec: loadBalancer(args.cluster, selector, "http") },
      clusterOpts,
    );

    this.url = args.cluster.urlOf(service);
    this.registerOutputs({ url: this.url });
  }
}

/** The port is a number, because Calico on Windows skips rules with a port's name (projectcalico/calico, `policysets.go`). */
const onlyHttpIn = {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
  ingress: [{ ports: [{ protocol: "TCP", port: httpPort }] }],
};

const deploymentSpec = {
  replicas: 1,
  selector: { matchLabels: selector },
  template: {
    metadata: { labels },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      os: { name: "windows" },
      nodeSelector: { "kubernetes.io/os": "windows" },
      tolerations: [windowsToleration],
      containers: [
        {
          name: "iis",
          image,
          ports: [{ name: "http", containerPort: httpPort, protocol: "TCP" }],
          resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" } },
          readinessProbe: { httpGet: { path: "/", port: "http" }, periodSeconds: 5 },
        },
      ],
    },
  },
};
