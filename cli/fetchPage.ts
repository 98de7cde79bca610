import { get } from "node:http";
import { text } from "node:stream/consumers";

/**
 * Asks for a page as a new visitor: over a connection of its own, which a load balancer gives to any of its pods.
 *
 * @returns the page
 * @throws if no answer with status 200 comes in time
 */
export function fetchPage(url: string, withinMs = 2000): Promise<string> {
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
