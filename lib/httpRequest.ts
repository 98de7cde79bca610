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
  const agent = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy: "", proxyTunnel: false });
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
 * The proxy to ask for an address. As most programs do, the name in small letters counts first, and a name in NO_PROXY is also for all
 * hosts below it.
 *
 * @returns `undefined` if none is to be asked
 */
export function proxyFor({ protocol, hostname, port }: URL, env: Environment): string | undefined {
  const proxy =
    protocol === "https:" ? (env["https_proxy"] ?? env["HTTPS_PROXY"]) : (env["http_proxy"] ?? env["HTTP_PROXY"]);
  const host = { hostname, port: port || (protocol === "https:" ? "443" : "80") };
  if (proxy === undefined || proxy === "" || isLoopback(hostname) || isExempt(host, env)) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]") return true;
  return ipaddr.IPv4.isValidFourPartDecimal(hostname) && contains("127.0.0.0/8", `${hostname}/32`);
}

/** Whether NO_PROXY names a host: `*`, a name with or without a leading dot or `*.`, an address or a range, each with a port or without. */
function isExempt({ hostname, port }: { hostname: string; port: string }, env: Environment): boolean {
  const entries = (env["no_proxy"] ?? env["NO_PROXY"] ?? "").toLowerCase().split(/[,\s]+/);
  return entries.filter(Boolean).some((entry) => {
    const [, name = "", ofPort = port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (ofPort !== port) return false;
    const domain = name.replace(/^\*?\./, "");
    return name === "*" || hostname === domain || hostname.endsWith(`.${domain}`) || isInRange(hostname, name);
  });
}

function isInRange(hostname: string, range: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(hostname) && cidrFault(range) === undefined && contains(range, `${hostname}/32`)
  );
}
