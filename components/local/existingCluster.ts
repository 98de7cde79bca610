import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { pulumiCommand } from "../../config/commands";
import type { Cluster } from "../target";
import { kubeProxyDrainSeconds, loadBalancerAddress, skipAwait } from "../kubernetes/objects";
import { portForwardCommand } from "./portForward";

export interface ExistingClusterArgs {
  /** Name of a context. */
  context: string;
  /** Path of the kubeconfig file with the context. @default the file that KUBECONFIG names, or ~/.kube/config */
  kubeconfigPath: string | undefined;
  /** URL of the API server as people reach it; required for students' kubeconfigs. */
  apiServer: string | undefined;
  /** Port on 127.0.0.1 for a `kubectl port-forward`. */
  appPort: number;
}

/** A cluster that the lab did not create. The lab creates its objects there, and deletes them again. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly kubeconfig = undefined;
  readonly provider: kubernetes.Provider;
  readonly deletedWith = undefined;
  /** Not known. By default they are private ranges, which are closed to students anyway. */
  readonly podAndServiceCidrs = [];
  readonly podDependencies = [];
  /** Many such clusters (kind, minikube) have no load balancer. */
  readonly loadBalancerAnnotations = skipAwait;
  readonly trafficPolicy = "Cluster";
  readonly drainSeconds = kubeProxyDrainSeconds;
  /** Whoever made the cluster decides who reaches it. */
  readonly visitorCidrs = [];
  readonly takenLoadBalancerPorts = [];
  readonly storageClasses = undefined;

  constructor(
    name: string,
    private readonly args: ExistingClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:local:ExistingCluster", name, {}, opts);

    const { context, kubeconfigPath } = args;
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      {
        context,
        ...(kubeconfigPath !== undefined && { kubeconfig: kubeconfigPath }),
        // Identifies the cluster, whatever credentials the context has.
        clusterIdentifier: context,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  get server(): pulumi.Output<string> {
    const { apiServer } = this.args;
    if (apiServer === undefined) throw new Error("the API server's address is unknown: set apiServer");
    return pulumi.output(apiServer);
  }

  /** The load balancer's address if Pulumi knows one, else the command that reaches the Service without it. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return pulumi.all([service.metadata, loadBalancerAddress(service)]).apply(([{ name, namespace }, address]) => {
      if (address !== undefined) return `http://${address}`;
      const refresh = pulumiCommand(pulumi.getStack(), ["up", "--refresh"]);
      return `no load balancer yet: \`${refresh}\` looks again, or run \`${portForwardCommand(this.args, name, namespace)}\``;
    });
  }
}
