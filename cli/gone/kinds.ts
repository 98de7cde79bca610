import { apiVersions } from "../../facts/azure/apiVersions";
import { shellCommand } from "../../lib/shell";
import { groupOf, nameOf, subscriptionOf, typeOf } from "../azure/ids";

/** What people call a type, where that is not its last word. */
interface Kind {
  readonly word: string;
  /** Of the GET that confirms it. @default what Azure names for the type */
  readonly apiVersion?: string;
  /** Words of the command that removes it. @default `az resource delete --ids <id>` */
  readonly remove?: (id: string) => string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  "microsoft.resources/resourcegroups": {
    word: "resource group",
    apiVersion: apiVersions.resources,
    remove: (id) => ["group", "delete", "--name", nameOf(id), "--subscription", subscriptionOf(id) ?? ""],
  },
  "microsoft.authorization/roleassignments": {
    word: "role assignment",
    apiVersion: apiVersions.roleAssignments,
    remove: (id) => ["role", "assignment", "delete", "--ids", id],
  },
  "microsoft.authorization/roledefinitions": {
    word: "role",
    apiVersion: apiVersions.roleDefinitions,
    remove: (id) => [
      "role",
      "definition",
      "delete",
      "--name",
      nameOf(id),
      "--scope",
      `/subscriptions/${subscriptionOf(id)}`,
    ],
  },
  "microsoft.authorization/locks": {
    word: "lock",
    apiVersion: apiVersions.locks,
    remove: (id) => ["lock", "delete", "--ids", id],
  },
  "microsoft.consumption/budgets": {
    word: "budget",
    apiVersion: apiVersions.budgets,
    remove: (id) => [
      "consumption",
      "budget",
      "delete",
      "--budget-name",
      nameOf(id),
      "--subscription",
      subscriptionOf(id) ?? "",
    ],
  },
  "microsoft.keyvault/locations/deletedvaults": {
    word: "deleted key vault",
    apiVersion: apiVersions.deletedVaults,
    remove: (id) => ["keyvault", "purge", "--name", nameOf(id)],
  },
  "microsoft.compute/virtualmachines": { word: "virtual machine" },
  "microsoft.compute/virtualmachinescalesets": { word: "nodes" },
  "microsoft.compute/disks": { word: "disk" },
  "microsoft.network/publicipaddresses": { word: "public address" },
  "microsoft.network/loadbalancers": { word: "load balancer" },
  "microsoft.containerservice/managedclusters": { word: "cluster" },
  "microsoft.containerregistry/registries": { word: "registry" },
  "microsoft.logic/workflows": { word: "Logic App" },
};

function kindOf(id: string): Kind | undefined {
  return kinds[typeOf(id).toLowerCase()];
}

/** `public address` for an address, and the type itself where nobody has a better word: `Microsoft.Network/virtualNetworks`. */
export function wordFor(id: string): string {
  return kindOf(id)?.word ?? typeOf(id);
}

/** API version that this type always has here; `undefined` where Azure is asked for it. */
export function fixedApiVersion(id: string): string | undefined {
  return kindOf(id)?.apiVersion;
}

/** The command that removes it. */
export function removalCommandFor(id: string): string {
  return shellCommand(["az", ...(kindOf(id)?.remove?.(id) ?? ["resource", "delete", "--ids", id])]);
}

/** Whether it belongs to something else, and goes with it: assignments and locks have the scope of another. */
export function isExtension(id: string): boolean {
  return /^Microsoft\.Authorization\//i.test(typeOf(id)) && groupOf(id) !== undefined;
}
