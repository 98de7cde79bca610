import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../target";

/** Options of every object on a cluster: it goes there and nowhere else, and is gone once the cluster is. */
export function clusterOptions(cluster: Cluster, parent: pulumi.Resource) {
  return { parent, provider: cluster.provider, ...(cluster.deletedWith && { deletedWith: cluster.deletedWith }) };
}

/** A namespace that refuses every pod that asks for more than a level of the pod security standards grants. */
export function securedNamespace(name: string, level: "baseline" | "restricted") {
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

/** A Service on port 80 for everybody, in front of the pods' port of the name `targetPort`. */
export function loadBalancer(selector: Record<string, string>, targetPort: string) {
  return { type: "LoadBalancer", selector, ports: [{ name: "http", port: 80, targetPort, protocol: "TCP" }] };
}

/** For Services whose load balancer nobody waits for. The provider waits ten seconds at best, and ten minutes for one that never comes. */
export const skipAwait = { "pulumi.com/skipAwait": "true" };

/** The address of a Service's load balancer, if it has one by now: some give a host name, most an address. */
export function loadBalancerAddress(service: kubernetes.core.v1.Service): pulumi.Output<string | undefined> {
  return service.status.apply((status) => {
    const [first] = status?.loadBalancer?.ingress ?? [];
    return first?.hostname ?? first?.ip;
  });
}
