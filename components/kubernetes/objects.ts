import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../target";

/** Options of every object on a cluster: its provider is that cluster's, and a deleted cluster has taken it along. */
export function clusterOptions(cluster: Cluster, parent: pulumi.Resource) {
  return { parent, provider: cluster.provider, ...(cluster.deletedWith && { deletedWith: cluster.deletedWith }) };
}

/** What most objects of a component have in common. */
export interface NamespacedMetadata {
  name: string;
  namespace: pulumi.Output<string>;
  labels: Record<string, string>;
}

/** To the cluster's DNS, as a rule of a policy. */
export const clusterDns = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })),
};

/** A namespace that refuses every pod that needs more than a level of the pod security standards allows. */
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

/** A Service on port 80, for the visitors that the cluster accepts. `targetPort` is the name of the pods' port. */
export function loadBalancer({ visitorCidrs }: Cluster, selector: Record<string, string>, targetPort: string) {
  return {
    type: "LoadBalancer",
    selector,
    ports: [{ name: "http", port: 80, targetPort, protocol: "TCP" }],
    ...(visitorCidrs.length > 0 && { loadBalancerSourceRanges: [...visitorCidrs] }),
  };
}

/**
 * For Services whose load balancer must not be waited for: the provider waits ten seconds at best, and ten minutes if the
 * load balancer never comes.
 */
export const skipAwait = { "pulumi.com/skipAwait": "true" };

/** For clusters whose nodes alone decide where visitors go: they learn of a pod that stops within two seconds or so. */
export const kubeProxyDrainSeconds = 5;

/** Host name or IP address of a Service's load balancer; `undefined` as long as it has neither. */
export function loadBalancerAddress(service: kubernetes.core.v1.Service): pulumi.Output<string | undefined> {
  return service.status.apply((status) => {
    const [first] = status?.loadBalancer?.ingress ?? [];
    return first?.hostname ?? first?.ip;
  });
}
