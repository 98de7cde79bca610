import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { requireOutput } from "../../requireOutput";

/** What AKS made along with a cluster. */
export interface ClusterParts {
  /** Object id of the identity by which the kubelets pull. */
  readonly kubeletObjectId: pulumi.Output<string>;
  /** Name of the resource group of the nodes, their disks, addresses and load balancer. */
  readonly nodeResourceGroup: pulumi.Output<string>;
}

/**
 * Asks Azure for the cluster by name. Its outputs have the same, but in a preview of a change of the cluster they are unknown, and
 * all that depends on them would be shown as replaced.
 */
export function clusterParts(
  group: resources.ResourceGroup,
  cluster: containerservice.ManagedCluster,
  parent: pulumi.Resource,
): ClusterParts {
  const found = containerservice.getManagedClusterOutput(
    { resourceGroupName: group.name, resourceName: cluster.name },
    { parent },
  );
  return {
    kubeletObjectId: found.apply(({ identityProfile }) =>
      requireOutput(
        identityProfile?.["kubeletidentity"]?.objectId,
        "AKS has not reported a kubelet identity for the cluster yet",
      ),
    ),
    nodeResourceGroup: found.apply(({ nodeResourceGroup }) =>
      requireOutput(nodeResourceGroup, "AKS has not reported the resource group of the cluster's nodes yet"),
    ),
  };
}

/** The administrator's kubeconfig, YAML. Secret. */
export function kubeconfigOf(
  group: resources.ResourceGroup,
  cluster: containerservice.ManagedCluster,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { kubeconfigs } = containerservice.listManagedClusterUserCredentialsOutput(
    { resourceGroupName: group.name, resourceName: cluster.name },
    { parent },
  );
  return pulumi.secret(
    kubeconfigs.apply(([first]) => {
      // An empty kubeconfig would send everything to the cluster of the user's own kubectl.
      const value = requireOutput(first?.value, "AKS has not reported a kubeconfig for the cluster yet");
      return Buffer.from(value, "base64").toString("utf8");
    }),
  );
}

/** URL of the API server in a kubeconfig with one cluster, such as AKS's own. */
export function apiServerIn(kubeconfig: string): string {
  const { clusters } = parse(kubeconfig) as { clusters?: { cluster?: { server?: string } }[] };
  return requireOutput(clusters?.[0]?.cluster?.server, "AKS's kubeconfig does not name an API server yet");
}
