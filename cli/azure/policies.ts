import type { AccessToken, TokenCredential } from "@azure/identity";
import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Clock } from "../clock";

/** What goes around each request to Azure. The SDK's own retries wait by timers that no test can turn. */

/** A token that ends sooner than this is not used any more: a request may take that long. */
const marginMs = 120_000;

/**
 * Signs requests in. A token is used until shortly before its end, and one that Azure refuses all the same (its clock differs, or the
 * sign-in was changed meanwhile) is renewed once. It goes to no other host than Azure's, whatever a link in an answer says.
 */
export function signIn(credential: TokenCredential, endpoint: string, { now }: Clock): PipelinePolicy {
  let token: Promise<AccessToken> | undefined;
  const renew = (claims?: string) =>
    (token = credential.getToken(`${endpoint}/.default`, claims === undefined ? {} : { claims }).then((one) => {
      if (one === null) throw new Error("no token");
      return one;
    }));
  const current = async () => {
    const one = await (token ?? renew());
    return one.expiresOnTimestamp - now() > marginMs ? one : renew();
  };
  return {
    name: "signIn",
    async sendRequest(request, next) {
      if (new URL(request.url).origin !== new URL(endpoint).origin) throw new Error(`${request.url} is not Azure's`);
      const used = await current();
      request.headers.set("Authorization", `Bearer ${used.token}`);
      const response = await next(request);
      if (response.status !== 401) return response;
      const renewed = await (used === (await token) ? renew(claimsIn(response)) : token!);
      request.headers.set("Authorization", `Bearer ${renewed.token}`);
      return next(request);
    },
  };
}

/** What Azure demands beyond a token, such as a second factor, in base64 (Learn, "Claims challenges, claims requests"). */
function claimsIn({ headers }: PipelineResponse): string | undefined {
  const [, claims] = /claims="([^"]+)"/.exec(headers.get("WWW-Authenticate") ?? "") ?? [];
  return claims === undefined ? undefined : Buffer.from(claims, "base64").toString("utf8");
}

/** Attempts in all. Azure's limits of requests are refilled each second (Learn, "Throttling Resource Manager requests"). */
const attempts = 6;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** Answers that are gone at the next attempt, mostly. */
const passing = [408, 429, 500, 502, 503, 504];

/**
 * Asks again, as long as Azure says in Retry-After: where it has too many requests, and where it or the way there fails for a moment.
 * What changes something is sent again only where Azure says that it has not begun.
 */
export function patience({ now, wait }: Clock): PipelinePolicy {
  return {
    name: "patience",
    async sendRequest(request, next) {
      for (let attempt = 1; ; attempt++) {
        const last = attempt === attempts;
        const answer = await next(request).catch((error: unknown) => {
          if (last || request.method !== "GET" || !isConnectionError(error)) throw error;
          return undefined;
        });
        if (answer !== undefined && (last || !isPassing(request, answer))) return answer;
        await wait(Math.min(retryAfterMs(answer, now()) ?? firstPauseMs * 2 ** (attempt - 1), longestPauseMs));
      }
    },
  };
}

function isPassing({ method }: PipelineRequest, { status }: PipelineResponse): boolean {
  return method === "GET" ? passing.includes(status) : status === 429;
}

/** A RestError without an answer: nobody listens, or the connection ended. */
function isConnectionError(error: unknown): boolean {
  return (
    (error as { code?: string }).code === "REQUEST_SEND_ERROR" ||
    /^E[A-Z]+$/.test((error as { code?: string }).code ?? "")
  );
}

/** In seconds, or as a date. */
function retryAfterMs(answer: PipelineResponse | undefined, now: number): number | undefined {
  const text = answer?.headers.get("Retry-After");
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
