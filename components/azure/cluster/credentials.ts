import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { requireOutput } from "../../requireOutput";

/** Object id of the identity by which the kubelets pull. */
export function kubeletObjectId(cluster: containerservice.ManagedCluster): pulumi.Output<string> {
  return cluster.identityProfile.apply((identities) =>
    requireOutput(
      identities?.["kubeletidentity"]?.objectId,
      "AKS has not reported a kubelet identity for the cluster yet",
    ),
  );
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
