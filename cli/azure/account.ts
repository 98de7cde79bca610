import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CannotTell } from "../cannotTell";
import type { Environment } from "../context";

/** A subscription that the user can reach. */
export interface Subscription {
  readonly id: string;
  /** Its id, if its name is not known. */
  readonly name: string;
  /** `undefined` if it is not known. */
  readonly tenant: string | undefined;
}

/** Who asks Azure, and about which subscription. */
export interface Account {
  readonly subscription: Subscription;
  /** Further ones of the same sign-in, which a command could have meant. */
  readonly others: readonly Subscription[];
  /** The person by `az login`, or the service principal that Pulumi uses. */
  readonly user: "person" | { readonly clientId: string; readonly clientSecret: string; readonly tenantId: string };
  /** The person's name of the sign-in, where it is known. */
  readonly name: string | undefined;
}

/** What the Azure CLI keeps of its sign-ins (azure-cli-core, `_profile.py`; the file begins with a byte order mark). */
const profileShape = z.object({
  subscriptions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      tenantId: z.string(),
      isDefault: z.boolean(),
      user: z.object({ name: z.string() }).optional(),
    }),
  ),
});

type Profile = z.output<typeof profileShape>["subscriptions"];

/**
 * Finds the account as Pulumi's provider does: the variables ARM_… of a service principal, otherwise the sign-in of the Azure CLI.
 *
 * @param wanted id of the subscription of a stack; without it ARM_SUBSCRIPTION_ID or the Azure CLI's current one
 * @throws CannotTell if nobody is signed in, or not to that subscription
 */
export function findAccount(env: Environment, wanted?: string): Account {
  const { ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret, ARM_TENANT_ID: tenantId } = env;
  const id = wanted ?? nonEmpty(env["ARM_SUBSCRIPTION_ID"]);
  if (nonEmpty(clientId) && nonEmpty(clientSecret) && nonEmpty(tenantId)) {
    const user = { clientId: clientId!, clientSecret: clientSecret!, tenantId: tenantId! };
    if (id === undefined)
      throw new CannotTell(
        "ARM_CLIENT_ID is set, and ARM_SUBSCRIPTION_ID is not. Set it to the id of the lab's subscription.",
      );
    return { subscription: { id, name: id, tenant: tenantId }, others: [], user, name: undefined };
  }
  return personal(profileIn(env), id);
}

function personal(profile: Profile, id: string | undefined): Account {
  const chosen = profile.find((one) => (id === undefined ? one.isDefault : one.id.toLowerCase() === id.toLowerCase()));
  if (chosen === undefined) throw new CannotTell(profile.length === 0 ? notSignedIn : notAmong(id, profile));
  const others = profile.filter((one) => one !== chosen).map(subscriptionOf);
  return { subscription: subscriptionOf(chosen), others, user: "person", name: chosen.user?.name };
}

const notSignedIn = "You are not signed in to Azure. Sign in: `az login`";

function notAmong(id: string | undefined, profile: Profile): string {
  const names = profile.map(({ name }) => name).join(", ");
  return id === undefined
    ? `No subscription is chosen. Choose one of ${names}: \`az account set --subscription <name>\``
    : `The subscription ${id} is not among those that you are signed in to (${names}). Sign in to it: \`az login --tenant <its tenant>\``;
}

function subscriptionOf({ id, name, tenantId }: Profile[number]): Subscription {
  return { id, name, tenant: tenantId };
}

function profileIn(env: Environment): Profile {
  const folder = nonEmpty(env["AZURE_CONFIG_DIR"]) ?? join(env["HOME"] ?? env["USERPROFILE"] ?? homedir(), ".azure");
  const file = join(folder, "azureProfile.json");
  try {
    return profileShape.parse(JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""))).subscriptions;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new CannotTell(`The Azure CLI's ${file} cannot be read. Sign in again: \`az login\``);
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
