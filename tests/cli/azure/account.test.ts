import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findAccount } from "../../../cli/azure/account";
import { CannotTell } from "../../../cli/cannotTell";
import { errorOf } from "../../errorOf";
import { temporaryFolder } from "../harness";

const subscription = (name: string, isDefault = false) => ({
  ...{ id: `id-of-${name}`, name, tenantId: "school", state: "Enabled", isDefault, environmentName: "AzureCloud" },
  user: { name: "teacher@example.com", type: "user" },
});

/** An environment in which the Azure CLI has these sign-ins; its file begins with a byte order mark. */
function signedIn(...subscriptions: object[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "azureProfile.json"), `\uFEFF${JSON.stringify({ installationId: "1", subscriptions })}`);
  return { AZURE_CONFIG_DIR: folder };
}

const message = (env: Record<string, string>, wanted?: string) =>
  errorOf(CannotTell, () => findAccount(env, wanted)).message;

describe("the account", () => {
  it("is the Azure CLI's current subscription, and knows the others", () => {
    expect(findAccount(signedIn(subscription("a"), subscription("b", true)))).toEqual({
      subscription: { id: "id-of-b", name: "b", tenant: "school" },
      others: [{ id: "id-of-a", name: "a", tenant: "school" }],
      user: "person",
      name: "teacher@example.com",
    });
  });

  it("is that of the stack, or of ARM_SUBSCRIPTION_ID, whatever is current", () => {
    const env = signedIn(subscription("a"), subscription("b", true), subscription("c"));
    expect(findAccount(env, "ID-OF-A").subscription.name).toBe("a");
    expect(findAccount({ ...env, ARM_SUBSCRIPTION_ID: "id-of-c" }).subscription.name).toBe("c");
    expect(findAccount({ ...env, ARM_SUBSCRIPTION_ID: "" }).subscription.name).toBe("b");
  });

  it("is the service principal that Pulumi would use", () => {
    const user = { clientId: "app", clientSecret: "s3cret", tenantId: "school" };
    const env = {
      ARM_CLIENT_ID: "app",
      ARM_CLIENT_SECRET: "s3cret",
      ARM_TENANT_ID: "school",
      ARM_SUBSCRIPTION_ID: "one",
    };
    expect(findAccount(env)).toEqual({
      ...{ subscription: { id: "one", name: "one", tenant: "school" }, others: [], user, name: undefined },
    });
    expect(message({ ...env, ARM_SUBSCRIPTION_ID: "" })).toBe(
      "ARM_CLIENT_ID is set, and ARM_SUBSCRIPTION_ID is not. Set it to the id of the lab's subscription.",
    );
  });

  it("cannot be told if nobody is signed in, or not to that subscription", () => {
    const notSignedIn = "You are not signed in to Azure. Sign in: `az login`";
    expect(message({ AZURE_CONFIG_DIR: temporaryFolder() })).toBe(notSignedIn);
    expect(message(signedIn())).toBe(notSignedIn);
    expect(message(signedIn(subscription("a"), subscription("b")))).toBe(
      "No subscription is chosen. Choose one of a, b: `az account set --subscription <name>`",
    );
    expect(message(signedIn(subscription("a", true)), "other")).toBe(
      "The subscription other is not among those that you are signed in to (a). Sign in to it: `az login --tenant <its tenant>`",
    );
  });

  it("cannot be told from a file that is broken", () => {
    const { AZURE_CONFIG_DIR: folder } = signedIn();
    writeFileSync(join(folder, "azureProfile.json"), "{");
    expect(message({ AZURE_CONFIG_DIR: folder })).toMatch(
      /azureProfile\.json cannot be read\. Sign in again: `az login`$/,
    );
  });
});
