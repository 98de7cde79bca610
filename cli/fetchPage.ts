import { get } from "node:http";
import { text } from "node:stream/consumers";
import { httpRequest, proxyFor } from "../lib/httpRequest";
import type { Environment } from "./context";

/**
 * Asks for a page as a new visitor: over a connection of its own, which a load balancer gives to any of its pods.
 *
 * @param env names the proxies, if there are any @default none
 * @returns the page
 * @throws if no answer with status 200 comes in time
 */
export function fetchPage(url: string, withinMs = 2000, env: Environment = {}): Promise<string> {
  return proxyFor(new URL(url), env) === undefined ? directPage(url, withinMs) : proxiedPage(url, withinMs, env);
}

async function proxiedPage(url: string, withinMs: number, env: Environment): Promise<string> {
  const { status, body } = await httpRequest(new URL(url), { signal: AbortSignal.timeout(withinMs) }, env);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
  return body;
}

function directPage(url: string, withinMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      text(response).then(resolve, reject);
    });
    // A timer of its own keeps the process alive for as long as somebody waits.
    const timer = setTimeout(() => request.destroy(new Error(`${url} did not answer within ${withinMs} ms`)), withinMs);
    request.on("error", reject).on("close", () => clearTimeout(timer));
  });
}
