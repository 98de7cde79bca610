import { proxyFor } from "../../lib/httpRequest";
import type { Environment } from "../context";

/** Where an administrator's access to a cluster is. */
export type Access = { readonly kubeconfig: string } | { readonly file: string; readonly context: string };

/**
 * Loads the Kubernetes client, and a kubeconfig into it.
 *
 * @param env names the proxy, where the kubeconfig names none
 */
export async function loadKubeconfig(access: Access, env: Environment) {
  const client = await import("@kubernetes/client-node");
  const config = new client.KubeConfig();
  if ("kubeconfig" in access) config.loadFromString(access.kubeconfig);
  else {
    config.loadFromFile(access.file);
    config.setCurrentContext(access.context);
  }
  // The client by itself follows a kubeconfig's proxy only.
  config.clusters = config.clusters.map((one) => ({ ...one, proxyUrl: one.proxyUrl ?? proxyOf(one.server, env) }));
  const { server = "" } = config.getCurrentCluster() ?? {};
  return { client, config, server };
}

function proxyOf(server: string, env: Environment): string | undefined {
  return URL.canParse(server) ? proxyFor(new URL(server), env) : undefined;
}
