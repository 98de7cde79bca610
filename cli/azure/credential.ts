import type { TokenCredential } from "@azure/identity";
import { CannotTell } from "../cannotTell";
import type { Account } from "./account";

/** How long `az` may take for a token: it starts Python, and may ask the Internet. */
const patienceMs = 60_000;

/** Loads Azure's SDK for signing in. Two ways and no more: a chain of all would report the last one's fault, which is nobody's. */
export async function createCredential({ user, subscription }: Account): Promise<TokenCredential> {
  const { AzureCliCredential, ClientSecretCredential } = await import("@azure/identity");
  if (user !== "person") return new ClientSecretCredential(user.tenantId, user.clientId, user.clientSecret);
  return new AzureCliCredential({ subscription: subscription.id, processTimeoutInMs: patienceMs });
}

/** What kept somebody from signing in, as a sentence; `undefined` for another error. */
export function signInFault(error: unknown, { user, subscription }: Account): CannotTell | undefined {
  const { name, message } = error as Error;
  if (!["CredentialUnavailableError", "AuthenticationError"].includes(name)) return undefined;
  if (user !== "person") {
    return new CannotTell(
      `Azure does not accept the service principal ${user.clientId}: ${firstLine(message)} ARM_CLIENT_SECRET may have ended, or ` +
        `ARM_TENANT_ID be another's.`,
    );
  }
  if (/could not be found|is not recognized|not found/i.test(message)) {
    return new CannotTell(
      "The Azure CLI is not installed, or this terminal does not find it: https://learn.microsoft.com/cli/azure/install-azure-cli. " +
        "Then sign in: `az login`",
    );
  }
  // With a second factor demanded, the message has the command with the claims to prove.
  const [command] = /az login[^\n"'`]*--claims-challenge[^\n"'`]*/.exec(message) ?? [];
  const login = command ?? `az login${subscription.tenant === undefined ? "" : ` --tenant ${subscription.tenant}`}`;
  return new CannotTell(
    `You are not signed in to Azure any more (${firstLine(message)}). Sign in: \`${login.trim()}\``,
  );
}

function firstLine(text: string): string {
  return text.split("\n")[0]!.slice(0, 200);
}
