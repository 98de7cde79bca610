import { RunError } from "@pulumi/pulumi/errors";
import { upCommand } from "../../config/commands";
import { defaultStack } from "../../config/stacks";
import { type HttpAnswer, httpRequest } from "../../lib/httpRequest";

/** Microsoft Entra's audience for every container registry in Azure's public cloud; without a slash at its end. */
export const registryAudience = "https://containerregistry.azure.net";

/** The user name that goes with a registry's refresh token in place of a person's (Azure/acr, docs/AAD-OAuth.md). */
export const tokenUser = "00000000-0000-0000-0000-000000000000";

export interface TokenExchange {
  /** Login server, such as `lab1a2b3c4d.azurecr.io`. */
  readonly server: string;
  /** Microsoft Entra access token for {@link registryAudience}. */
  readonly accessToken: string;
  /** URL of the registry. @default `https://<server>` */
  readonly url?: string;
  /** Names the proxies, if there are any. @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Waits for a number of milliseconds between two attempts. @default a timer */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Called with the reason, a sentence, before each wait. */
  readonly onRetry?: (reason: string) => void;
}

/** Waits between attempts, in milliseconds, two minutes in all: a new registry's name and a new role assignment take that long. */
const waits = [1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15].map((seconds) => seconds * 1000);

/** Milliseconds for one request. */
const requestTimeout = 15_000;

/**
 * Exchanges a Microsoft Entra token for the registry's own refresh token, which `docker login` accepts as the password of
 * {@link tokenUser}. It is valid for 3 hours. While the registry is not reachable yet, or does not know the caller's role yet,
 * the exchange is retried for two minutes.
 *
 * @returns the refresh token
 * @throws RunError that names the registry and the fix, and never contains a token
 */
export async function exchangeToken(exchange: TokenExchange): Promise<string> {
  const wait = exchange.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(exchange);
    if ("token" in answer) return answer.token;
    const pause = waits[attempt];
    if (!answer.transient || pause === undefined)
      throw new RunError(`${exchange.server}: ${answer.reason}. ${answer.advice}`);
    exchange.onRetry?.(`${answer.reason}; retrying in ${pause / 1000} s`);
    await wait(pause);
  }
}

type Answer = { token: string } | { reason: string; advice: string; transient: boolean };

async function ask({
  server,
  accessToken,
  url = `https://${server}`,
  env = process.env,
}: TokenExchange): Promise<Answer> {
  let answer: HttpAnswer;
  try {
    answer = await httpRequest(
      new URL("/oauth2/exchange", url),
      {
        method: "POST",
        body: new URLSearchParams({ grant_type: "access_token", service: server, access_token: accessToken }),
        redirect: "error",
        signal: AbortSignal.timeout(requestTimeout),
      },
      env,
    );
  } catch (error) {
    return {
      reason: `the registry cannot be reached (${networkReason(error)})`,
      advice: `Check this machine's name resolution and proxy (HTTPS_PROXY, NO_PROXY), then run \`${up()}\` again.`,
      transient: true,
    };
  }
  return answer.status === 200 ? readToken(answer.body) : refusal(answer.status, server);
}

/** Node puts the reason of a failed request into a chain of causes. Their messages contain addresses, but no body. */
function networkReason(error: unknown): string {
  const { code, name, message, cause } = error as { code?: unknown; name?: string; message?: string; cause?: unknown };
  if (cause !== undefined) return networkReason(cause);
  const [, proxyStatus] = /^Proxy response \((\d+)\)/.exec(message ?? "") ?? [];
  if (proxyStatus !== undefined) return `the proxy answers HTTP ${proxyStatus}`;
  return typeof code === "string" ? code : (name ?? "unknown");
}

function readToken(body: string): Answer {
  try {
    const { refresh_token: token } = JSON.parse(body) as { refresh_token?: unknown };
    if (typeof token === "string" && token !== "") return { token };
  } catch {
    // Not JSON: reported below without the body, which may contain a token.
  }
  return {
    reason: "the answer has no refresh token, so it does not come from a container registry",
    advice: "Check whether a proxy or a captive portal answers in the registry's place.",
    transient: false,
  };
}

function refusal(status: number, server: string): Answer {
  if (status === 401 || status === 403) {
    return {
      reason: `the registry refuses your sign-in (HTTP ${status})`,
      advice:
        "Pushing requires the role AcrPush, or Owner or Contributor of the resource group: have an owner run " +
        "`az role assignment create --role AcrPush --assignee <you> --scope <id>`, with the id from " +
        `\`az acr show --name ${server.split(".")[0]} --query id --output tsv\`; then run \`${up()}\` again.`,
      transient: true,
    };
  }
  return {
    reason: `the registry answers HTTP ${status}`,
    advice: `Run \`${up()}\` again; if it persists, look at https://azure.status.microsoft.`,
    // Too many requests and server errors are transient.
    transient: status === 404 || status === 408 || status === 429 || status >= 500,
  };
}

function up(): string {
  return upCommand(defaultStack);
}
