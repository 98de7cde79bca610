import type { KubeConfig } from "@kubernetes/client-node";
import { proxyFor } from "../../lib/httpRequest";
import { CannotTell } from "../cannotTell";
import type { Environment } from "../context";

/** Where an administrator's access to a cluster is. */
export type Access = { readonly kubeconfig: string } | { readonly file: string; readonly context: string };

/**
 * Loads the Kubernetes client, and a kubeconfig into it.
 *
 * @param env names the proxy, where the kubeconfig names none
 * @throws CannotTell if it lacks a part
 */
export async function loadKubeconfig(access: Access, env: Environment) {
  const client = await import("@kubernetes/client-node");
  const config = new client.KubeConfig();
  try {
    load(config, access);
  } catch (error) {
    const file = "file" in access ? ` ${access.file}` : "";
    throw new CannotTell(
      `The kubeconfig${file} is not whole: ${(error as Error).message}. Get it again, or mend that entry.`,
    );
  }
  // The client by itself follows a kubeconfig's proxy only.
  config.clusters = config.clusters.map((one) => ({ ...one, proxyUrl: one.proxyUrl ?? proxyOf(one.server, env) }));
  const { server = "" } = config.getCurrentCluster() ?? {};
  return { client, config, server };
}

function load(config: KubeConfig, access: Access): void {
  if ("kubeconfig" in access) return config.loadFromString(access.kubeconfig);
  config.loadFromFile(access.file);
  config.setCurrentContext(access.context);
}

function proxyOf(server: string, env: Environment): string | undefined {
  return URL.canParse(server) ? proxyFor(new URL(server), env) : undefined;
}
