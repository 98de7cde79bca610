import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { shellQuote } from "../../lib/shell";
import type { Cluster } from "../target";
import { loadBalancerAddress, skipAwait } from "../kubernetes/objects";

export interface ExistingClusterArgs {
  /** Name of a context. */
  context: string;
  /** Path of the kubeconfig file that the context is in. @default what KUBECONFIG names, or ~/.kube/config */
  kubeconfigPath: string | undefined;
  /** URL of the API server as people reach it; students' kubeconfigs need it. */
  apiServer: string | undefined;
  /** Port on 127.0.0.1 for a `kubectl port-forward`. */
  appPort: number;
}

/** A cluster that somebody else made and looks after. The lab puts its objects there, and takes them away again. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly kubeconfig = undefined;
  readonly provider: kubernetes.Provider;
  readonly deletedWith = undefined;
  /** Not known; the usual ones are private ranges, which are closed to students anyway. */
  readonly podAndServiceCidrs = [];
  readonly podDependencies = [];
  /** Many such clusters (kind, minikube) have no load balancer. */
  readonly loadBalancerAnnotations = skipAwait;
  private readonly apiServer: string | undefined;
  private readonly portForward: (service: string, namespace: string) => string;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:local:ExistingCluster", name, {}, opts);

    const { context, kubeconfigPath, appPort } = args;
    this.apiServer = args.apiServer;
    this.provider = new kubernetes.Provider(
      `${name}-kubernetes`,
      {
        context,
        ...(kubeconfigPath !== undefined && { kubeconfig: kubeconfigPath }),
        // Says which cluster this is, whatever credentials the context has today.
        clusterIdentifier: context,
      },
      { parent: this },
    );
    const file = kubeconfigPath === undefined ? "" : ` --kubeconfig ${shellQuote(kubeconfigPath)}`;
    this.portForward = (service, namespace) =>
      `kubectl${file} --context ${shellQuote(context)} --namespace ${namespace} port-forward service/${service} ${appPort}:80`;
    this.registerOutputs({});
  }

  get server(): pulumi.Output<string> {
    if (this.apiServer === undefined) throw new Error("nobody said where people reach the API server");
    return pulumi.output(this.apiServer);
  }

  /** The load balancer's address as soon as Pulumi knows one, else the way in without. */
  urlOf(service: kubernetes.core.v1.Service): pulumi.Output<string> {
    return pulumi.all([service.metadata, loadBalancerAddress(service)]).apply(([{ name, namespace }, address]) => {
      if (address !== undefined) return `http://${address}`;
      return `no load balancer yet: \`pulumi up --refresh\` looks again, or run \`${this.portForward(name, namespace)}\``;
    });
  }
}
