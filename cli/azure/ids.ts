/** Ids of Azure's resources. Azure writes them in any case, and compares them without regard to it. */

const groupType = "Microsoft.Resources/resourceGroups";

/** Type of a resource by its id: `Microsoft.Compute/virtualMachines/extensions`; of a group `Microsoft.Resources/resourceGroups`. */
export function typeOf(id: string): string {
  const last = id.toLowerCase().lastIndexOf("/providers/");
  if (last < 0) return groupType;
  const [namespace = "", ...pairs] = id.slice(last + "/providers/".length).split("/");
  return [namespace, ...pairs.filter((_, index) => index % 2 === 0)].join("/");
}

/** Whether it is the id of a resource group. */
export function isGroup(id: string): boolean {
  return typeOf(id) === groupType;
}

export function nameOf(id: string): string {
  return id.split("/").at(-1) ?? "";
}

/** Name of the resource group that an id lies in, or is; `undefined` for what is in none. */
export function groupOf(id: string): string | undefined {
  return /\/resourcegroups\/([^/]+)/i.exec(id)?.[1];
}

/** Id of the subscription. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether an id lies under another one. */
export function isUnder(id: string, parent: string): boolean {
  return id.toLowerCase().startsWith(`${parent.toLowerCase()}/`);
}
