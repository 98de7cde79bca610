import { RunError } from "@pulumi/pulumi/errors";

/** Microsoft Entra's audience for every container registry in Azure's public cloud; without a slash at its end. */
export const registryAudience = "https://containerregistry.azure.net";

/** The user name that goes with a registry's refresh token in place of a person's (Azure/acr, docs/AAD-OAuth.md). */
export const tokenUser = "00000000-0000-0000-0000-000000000000";

export interface TokenExchange {
  /** Login server, such as `lab1a2b3c4d.azurecr.io`. */
  readonly server: string;
  /** Microsoft Entra access token for {@link registryAudience}. */
  readonly accessToken: string;
  /** Where the registry answers. @default `https://<server>` */
  readonly url?: string;
  /** Waits that many milliseconds between two tries. @default a timer */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Is told in a sentence why the next try has to wait. */
  readonly onRetry?: (reason: string) => void;
}

/**
 * Waits between tries, in milliseconds, two minutes in all: so long may a new registry's name take to be known, and a
 * new role assignment to be heeded.
 */
const waits = [1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15].map((seconds) => seconds * 1000);

/** One request may take so long. */
const requestTimeout = 15_000;

/**
 * Exchanges a Microsoft Entra token for the registry's own refresh token, which `docker login` takes as a password for
 * {@link tokenUser}. It is valid for 3 hours. A registry that is not there yet, or does not know the caller's role yet,
 * is asked again for two minutes.
 *
 * @returns the refresh token
 * @throws RunError that names the registry and the way out, and never holds a token
 */
export async function exchangeToken(exchange: TokenExchange): Promise<string> {
  const wait = exchange.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  for (let tries = 0; ; tries++) {
    const answer = await ask(exchange);
    if ("token" in answer) return answer.token;
    const pause = waits[tries];
    if (!answer.passing || pause === undefined)
      throw new RunError(`${exchange.server}: ${answer.reason}. ${answer.advice}`);
    exchange.onRetry?.(`${answer.reason}; asking again in ${pause / 1000} s`);
    await wait(pause);
  }
}

type Answer = { token: string } | { reason: string; advice: string; passing: boolean };

async function ask({ server, accessToken, url = `https://${server}` }: TokenExchange): Promise<Answer> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(new URL("/oauth2/exchange", url), {
      method: "POST",
      body: new URLSearchParams({ grant_type: "access_token", service: server, access_token: accessToken }),
      redirect: "error",
      signal: AbortSignal.timeout(requestTimeout),
    });
    body = await response.text();
  } catch (error) {
    return {
      reason: `the registry cannot be reached (${networkReason(error)})`,
      advice: "Check this machine's name resolution and proxy, then run `pulumi up` again.",
      passing: true,
    };
  }
  if (response.ok) return readToken(body);
  return refusal(response.status, server);
}

/** Node hides the reason of a failed request in a chain of causes; their messages hold addresses, but no body. */
function networkReason(error: unknown): string {
  const { code, name, cause } = error as { code?: string | number; name?: string; cause?: unknown };
  if (cause !== undefined) return networkReason(cause);
  return typeof code === "string" ? code : (name ?? "unknown");
}

function readToken(body: string): Answer {
  try {
    const { refresh_token: token } = JSON.parse(body) as { refresh_token?: unknown };
    if (typeof token === "string" && token !== "") return { token };
  } catch {
    // Not JSON: told below, without the body, which may hold a token all the same.
  }
  return {
    reason: "what answered is no container registry: its answer holds no refresh token",
    advice: "Check whether a proxy or a captive portal answers in the registry's place.",
    passing: false,
  };
}

function refusal(status: number, server: string): Answer {
  if (status === 401 || status === 403) {
    return {
      reason: `the registry refuses your sign-in (HTTP ${status})`,
      advice:
        "Pushing needs the role AcrPush, or Owner or Contributor of the resource group: have somebody run " +
        `\`az role assignment create --role AcrPush --assignee <you> --scope $(az acr show --name ${server.split(".")[0]} --query id --output tsv)\`, ` +
        "then run `pulumi up` again.",
      passing: true,
    };
  }
  return {
    reason: `the registry answers HTTP ${status}`,
    advice: "Run `pulumi up` again; if it stays, look at https://azure.status.microsoft.",
    // Too many requests, and faults of the server's own, pass.
    passing: status === 404 || status === 408 || status === 429 || status >= 500,
  };
}
