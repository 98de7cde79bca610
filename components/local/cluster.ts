import { createHmac } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { k3sCidrs, k3sStorageClass } from "../../facts/k3s";
import { kubeProxyDrainSeconds, skipAwait } from "../kubernetes/objects";
import { containerProxies, proxyVariables } from "../proxies";
import type { Cluster } from "../target";
import { ClusterCertificates } from "./certificates";
import { createVolume } from "./docker";
import type { LocalNetwork } from "./network";
import { objectName, serverName } from "./names";
import { createNode } from "./node";
import { type ClusterPorts, type NodeSpec, agentSpec, serverSpec, webPort } from "./nodeSpecs";
import { type LocalRegistry, nodesAlias } from "./registry";

/**
 * Pinned, so that a class gets what was tested. A change replaces the nodes, and keeps their data.
 * https://hub.docker.com/r/rancher/k3s/tags
 */
const k3sImage = "rancher/k3s:v1.36.4-k3s1";

export interface LocalClusterArgs {
  network: LocalNetwork;
  /** The nodes pull from here, without TLS, on the lab's network. */
  registry: LocalRegistry;
  /** Nodes in all; one of them is the server. */
  nodeCount: number;
  ports: ClusterPorts;
  /** Certificates of authorities that the nodes trust when they pull images, as PEM. @default none but the usual ones */
  authority?: string | undefined;
}

/**
 * A Kubernetes cluster in containers: each node is a privileged container of k3s, the first with the control plane.
 * `docker stop lab-agent-1` is a failed host. All nodes start at once; each container is complete once its node is Ready.
 * The cluster's data is in a volume: when containers are replaced, it is still the same cluster.
 */
export class LocalCluster extends pulumi.ComponentResource implements Cluster {
  readonly kubeconfig: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  readonly deletedWith: pulumi.Resource;
  /** The agents: pods that are scheduled before would all go to the server. */
  readonly podDependencies: pulumi.Resource[];
  /** The address is known beforehand, and the load balancer is ready long before the pods are. */
  readonly loadBalancerAnnotations = skipAwait;
  readonly trafficPolicy = "Cluster";
  readonly drainSeconds = kubeProxyDrainSeconds;
  /** The app's port is published on 127.0.0.1 only. */
  readonly visitorCidrs = [];
  readonly takenLoadBalancerPorts = [webPort];
  readonly storageClasses = [k3sStorageClass];
  readonly podAndServiceCidrs: readonly string[];
  readonly server: pulumi.Output<string>;
  /** Names of the nodes and of their containers, the server first. */
  readonly nodeNames: string[];
  private readonly appUrl: string;

  constructor(name: string, args: LocalClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:Cluster", name, {}, opts);

    const { network, ports } = args;
    const parentOpts = { parent: this };
    const data = this.createData(`${name}-data`);
    const certificates = new ClusterCertificates(name, parentOpts);
    const { server, agents } = this.createNodes(name, args, serverSpec(certificates.files, data.name, ports));

    const apiServer = `https://127.0.0.1:${ports.api}`;
    this.server = pulumi.output(apiServer);
    this.appUrl = `http://127.0.0.1:${ports.app}`;
    this.kubeconfig = naming(server, certificates.kubeconfig(apiServer));
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      // Without the identifier, a new certificate would look like another cluster and replace everything on it.
      { kubeconfig: this.kubeconfig, clusterIdentifier: data.id },
      parentOpts,
    );
    this.deletedWith = data;
    this.podDependencies = agents;
    this.podAndServiceCidrs = [...k3sCidrs, network.cidr];
    this.nodeNames = [serverName(), ...agents.map((_, index) => objectName(`agent-${index + 1}`))];
    this.registerOutputs({ kubeconfig: this.kubeconfig, nodeNames: this.nodeNames });
  }

  /** The load balancer of k3s listens on a Service's port on every node, and the server's port 80 is published here. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return service.id.apply(() => this.appUrl);
  }

  /** The volume of the cluster's data: what it knows, and its certificates. */
  private createData(name: string): docker.Volume {
    return createVolume(name, serverName(), this);
  }

  private createNodes(name: string, { network, registry, nodeCount, authority }: LocalClusterArgs, server: NodeSpec) {
    const opts = { parent: this };
    const image = new docker.RemoteImage(`${name}-image`, { name: k3sImage, keepLocally: true }, opts).imageId;
    const token = new random.RandomPassword(`${name}-token`, { length: 32, special: false }, opts).result;
    const secret = new random.RandomPassword(`${name}-nodes`, { length: 32, special: false }, opts).result;
    const proxies = pullProxies(network.cidr, nodeCount);
    const node = (name: string, index: number, spec: NodeSpec) => {
      const password = secret.apply((text) => nodePassword(text, name));
      const networkAttachment = network.nodeAttachment(index);
      const files = { token, password, mirrors: registry.mirrors, authority };
      return createNode(name, { spec, image, ...files, proxies, networkAttachment }, opts);
    };
    return {
      server: node("server", 0, server),
      agents: Array.from({ length: nodeCount - 1 }, (_, index) => node(`agent-${index + 1}`, index + 1, agentSpec())),
    };
  }
}

/** Variables for the proxies by which the nodes pull, from all but the lab's own. */
function pullProxies(networkCidr: string, nodeCount: number): Record<string, pulumi.Input<string>> {
  const proxies = containerProxies();
  if (proxies === undefined) return {};
  const nodes = [
    serverName(),
    ...Array.from({ length: nodeCount - 1 }, (_, index) => objectName(`agent-${index + 1}`)),
  ];
  const own = ["localhost", "127.0.0.0/8", "::1", networkCidr, ...k3sCidrs, ".svc", ".cluster.local"];
  return proxyVariables(proxies, [...own, nodesAlias, ...nodes]);
}

/**
 * k3s rejects a node that rejoins under a known name with a different password. Each password follows from the node's name, so
 * that a node that was left out for a while comes back with the same one.
 */
function nodePassword(secret: string, name: string): string {
  return createHmac("sha256", secret).update(name).digest("hex");
}

/**
 * Names the server's container in the kubeconfig. Pulumi's provider asks the cluster once what it offers, at the start of an
 * `up`; if the server is about to be replaced, nobody answers. A changed kubeconfig makes it ask again, once the new server
 * exists.
 */
function naming(server: docker.Container, kubeconfig: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.secret(
    pulumi.all([kubeconfig, server.id]).apply(([text, container]) => `# Server: container ${container}\n${text}`),
  );
}
