import type * as kubernetes from "@pulumi/kubernetes";
import { isMap, parseDocument } from "yaml";
import { type ResourceModel, faultsOf, typedModel } from "../model";

export const providerModels: Record<string, ResourceModel> = {
  "pulumi:providers:kubernetes": typedModel<kubernetes.ProviderArgs>({
    create: ({ name }) => ({ id: name, outputs: {} }),
    check: ({ kubeconfig, context, clusterIdentifier }) =>
      faultsOf(
        [!context && !namesCluster(kubeconfig), "its kubeconfig names no cluster"],
        [
          clusterIdentifier === undefined,
          "without clusterIdentifier new credentials would replace everything on the cluster",
        ],
      ),
  }),
};

/** A path does not name a cluster: the file's current context would decide, and it may change. */
function namesCluster(kubeconfig: unknown): boolean {
  const document = parseDocument(String(kubeconfig));
  return isMap(document.contents) && document.has("clusters");
}
