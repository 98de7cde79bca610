import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../components/target";
import { loadBalancerAddress } from "../components/kubernetes/objects";

/** A cluster with nothing behind it but a provider. */
export class BareCluster extends pulumi.ComponentResource implements Cluster {
  readonly kubeconfig = pulumi.secret("clusters: []");
  readonly server = pulumi.output("https://bare.invalid:6443");
  readonly provider: kubernetes.Provider;
  readonly deletedWith = this;
  readonly podAndServiceCidrs = ["10.244.0.0/16", "10.0.0.0/16"];
  readonly podDependencies: pulumi.Resource[];
  readonly loadBalancerAnnotations = {};
  readonly trafficPolicy = "Local";
  readonly drainSeconds = 7;
  readonly visitorCidrs = [];
  readonly takenLoadBalancerPorts = [];
  readonly storageClasses = undefined;

  constructor() {
    super("test:index:BareCluster", "cluster");
    this.provider = new kubernetes.Provider("cluster", { kubeconfig: this.kubeconfig, clusterIdentifier: "bare" });
    this.podDependencies = [this.provider];
  }

  urlOf(service: kubernetes.core.v1.Service) {
    return pulumi.interpolate`http://${loadBalancerAddress(service)}`;
  }
}
