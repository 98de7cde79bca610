import { createHmac } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Cluster } from "../target";
import { ClusterCertificates } from "./certificates";
import { labLabels, onLoopback } from "./docker";
import { k3sCidrs } from "../../facts/k3s";
import { skipAwait } from "../kubernetes/objects";
import type { LocalNetwork } from "./network";
import {
  type NodeSpec,
  type PublishedPort,
  agentSpec,
  apiServerPort,
  nodeContainer,
  serverSpec,
  webPort,
} from "./nodes";
import type { LocalRegistry } from "./registry";

/**
 * Pinned, so that a class gets what was tried. A change makes the nodes anew, on the data of the old ones.
 * https://hub.docker.com/r/rancher/k3s/tags
 */
const k3sImage = "rancher/k3s:v1.36.4-k3s1";

export interface LocalClusterArgs {
  network: LocalNetwork;
  /** The nodes pull from here, without TLS, on the lab's network. */
  registry: LocalRegistry;
  /** Nodes in all; one of them is the server. */
  nodeCount: number;
  /** Ports on 127.0.0.1. */
  ports: { api: number; app: number };
}

/**
 * A Kubernetes cluster in containers: each node is a privileged container of k3s, the first with the control plane.
 * `docker stop lab-agent-1` is a failed host. All nodes start at once; each container counts as made once its node is Ready.
 * What the cluster knows is in a volume: containers can be made anew, and the cluster is still the same.
 */
export class LocalCluster extends pulumi.ComponentResource implements Cluster {
  readonly kubeconfig: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  readonly deletedWith: pulumi.Resource;
  /** The agents, as the server stands before all that is on the cluster: pods that are scheduled before would crowd. */
  readonly podDependencies: pulumi.Resource[];
  /** The address is known beforehand, and the load balancer is ready long before the pods are. */
  readonly loadBalancerAnnotations = skipAwait;
  readonly podAndServiceCidrs: readonly string[];
  readonly server: pulumi.Output<string>;
  /** Names of the nodes and of their containers, the server first. */
  readonly nodeNames: string[];
  private readonly appUrl: string;

  constructor(name: string, args: LocalClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:Cluster", name, {}, opts);

    const inCluster = { parent: this };
    const image = new docker.RemoteImage(`${name}-image`, { name: k3sImage, keepLocally: true }, inCluster);
    const data = new docker.Volume(
      `${name}-data`,
      { name: "lab-server", labels: labLabels() },
      { ...inCluster, deleteBeforeReplace: true },
    );
    const token = new random.RandomPassword(`${name}-token`, { length: 32, special: false }, inCluster);
    const certificates = new ClusterCertificates(name, inCluster);
    const passwords = new random.RandomPassword(`${name}-nodes`, { length: 32, special: false }, inCluster).result;
    const every = { image: image.imageId, registry: args.registry, token: token.result };
    const node = (name: string, index: number, spec: NodeSpec) => {
      const password = passwords.apply((secret) => nodePassword(secret, name));
      return nodeContainer(
        name,
        { ...every, ...spec, password, networkAttachment: args.network.nodeAttachment(index) },
        inCluster,
      );
    };
    const server = node("server", 0, serverSpec(certificates, data, publishedPorts(args.ports)));
    const agents = Array.from({ length: args.nodeCount - 1 }, (_, index) =>
      node(`agent-${index + 1}`, index + 1, agentSpec),
    );

    this.podAndServiceCidrs = [...k3sCidrs, args.network.cidr];
    this.nodeNames = ["lab-server", ...agents.map((_, index) => `lab-agent-${index + 1}`)];
    const apiServer = `https://127.0.0.1:${args.ports.api}`;
    // Pulumi's provider asks once what the cluster can do, at the start of an `up`, and if the server is about to be made anew
    // it may be told that there is none. By a kubeconfig that names the container it asks again, once that one is there.
    this.kubeconfig = pulumi.secret(
      pulumi
        .all([certificates.kubeconfig(apiServer), server.id])
        .apply(([kubeconfig, container]) => `# Server: container ${container}\n${kubeconfig}`),
    );
    this.server = pulumi.output(apiServer);
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // Says which cluster this is. Without it, a new certificate would look like another cluster and replace all on it.
        clusterIdentifier: data.id,
      },
      inCluster,
    );
    this.deletedWith = data;
    this.podDependencies = agents;
    this.appUrl = `http://127.0.0.1:${args.ports.app}`;
    this.registerOutputs({ kubeconfig: this.kubeconfig, nodeNames: this.nodeNames });
  }

  /** The load balancer of k3s takes a Service's port on every node, and the server's port 80 is published on this machine. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return service.id.apply(() => this.appUrl);
  }
}

/**
 * By which the server knows a node again: it refuses one that comes under the same name with another. Each node's follows
 * from its name, so that a node that was left out for a while is the same as before.
 */
function nodePassword(secret: string, name: string): string {
  return createHmac("sha256", secret).update(name).digest("hex");
}

function publishedPorts({ api, app }: LocalClusterArgs["ports"]): PublishedPort[] {
  return [onLoopback(apiServerPort, api), onLoopback(webPort, app)];
}
