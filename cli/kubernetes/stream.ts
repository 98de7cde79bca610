import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type KubeClient as StreamClient, createClient } from "../../app/lib/kube/client";
import type { Environment } from "../context";
import { type Access, loadKubeconfig } from "./kubeconfig";

export type { StreamClient };

/**
 * The client with which the lab's page lists and watches, by a kubeconfig's rights.
 *
 * @param env names the proxy, where the kubeconfig names none @default none
 */
export async function openStream(access: Access, env: Environment = {}): Promise<StreamClient> {
  const { client, config, server } = await loadKubeconfig(access, env);
  return createClient(async (resource, signal) => {
    const context = new client.RequestContext(`${server}${resource}`, client.HttpMethod.GET);
    // Each time: a token may have been renewed.
    await config.applySecurityAuthentication(context);
    const request = server.startsWith("https:") ? httpsRequest : httpRequest;
    const headers = { ...context.getHeaders(), Accept: "application/json" };
    return request(`${server}${resource}`, { headers, signal, agent: context.getAgent() });
  });
}
