import * as ipaddr from "ipaddr.js";
import type { Response as ProxiedResponse } from "undici";
import { contains, cidrFault } from "./cidr";

/** Environment variables by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/** An answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Requests an address, through the proxy that the environment names for it: HTTPS_PROXY or HTTP_PROXY, except for the hosts in
 * NO_PROXY and for this machine itself. Node's own `fetch` asks no proxy (Node 20; from 24 on it has to be told to).
 *
 * @throws what `fetch` throws: the reason is in its chain of causes
 */
export async function httpRequest(url: URL, init: RequestInit, env: Environment): Promise<HttpAnswer> {
  const proxy = proxyFor(url, env);
  if (proxy === undefined) return answerOf(await fetch(url, init));
  // Only who is behind a proxy loads it.
  const { EnvHttpProxyAgent, fetch: proxiedFetch } = await import("undici");
  const noProxy = noProxyOf(env);
  const agent = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy, proxyTunnel: false });
  try {
    return await answerOf(await proxiedFetch(url, { ...(init as object), dispatcher: agent }));
  } finally {
    await agent.destroy();
  }
}

async function answerOf(response: Response | ProxiedResponse): Promise<HttpAnswer> {
  return { status: response.status, body: await response.text() };
}

/**
 * The proxy that may be asked for an address; whether NO_PROXY names its host is then for undici to say, which knows no ranges.
 * As most programs do, the name in small letters counts first.
 *
 * @returns `undefined` if none may
 */
export function proxyFor({ protocol, hostname }: URL, env: Environment): string | undefined {
  const proxy =
    protocol === "https:" ? (env["https_proxy"] ?? env["HTTPS_PROXY"]) : (env["http_proxy"] ?? env["HTTP_PROXY"]);
  if (proxy === undefined || proxy === "" || isLoopback(hostname) || isInRangeOf(noProxyOf(env), hostname))
    return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function noProxyOf(env: Environment): string {
  return env["no_proxy"] ?? env["NO_PROXY"] ?? "";
}

function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]") return true;
  return ipaddr.IPv4.isValidFourPartDecimal(hostname) && contains("127.0.0.0/8", `${hostname}/32`);
}

function isInRangeOf(noProxy: string, hostname: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(hostname)) return false;
  return noProxy.split(/[,\s]+/).some((entry) => cidrFault(entry) === undefined && contains(entry, `${hostname}/32`));
}
